import Names
import Testing

@Suite("A list of people")
struct ExclusionListTests {
  private func list(_ text: String) -> ExclusionList { ExclusionList(Array(text.utf8)) }

  @Test("has a name a line, with its line's number")
  func lines() {
    let list = list("Bruce_Lee\nTéa Leoni\n")
    #expect(list.names.map(\.text) == ["Bruce_Lee", "Téa Leoni"])
    #expect(list.entries.map(\.line) == [1, 2])
    #expect(list.malformedLines.isEmpty)
  }

  @Test("passes over what follows a tab")
  func tabs() {
    #expect(
      list("AJ_Cook\t1\nAda of Umber\tx\ty\n").names.map(\.text) == ["AJ_Cook", "Ada of Umber"])
  }

  @Test(
    "is the same with Windows' line ends, blank lines, blanks around a line, and no last line end",
    arguments: [
      "A B\r\nC\r\n", "A B\nC", "\n\nA B\n \t\r\nC\n\n", " A B \n\tC\t\n", "\u{FEFF}A B\nC",
    ])
  func blanks(text: String) {
    #expect(list(text).names.map { $0.key } == ["ab", "c"])
    #expect(list(text).malformedLines.isEmpty)
  }

  @Test("counts blank lines")
  func blankLinesCount() {
    #expect(list("\nA\n\r\nB").entries.map(\.line) == [2, 4])
  }

  @Test(
    "passes over a number before the name",
    arguments: ["0000045 Bruce_Lee", "45 Bruce Lee", "0000045\tBruce_Lee\t3", "7\tBrucelee"])
  func identifiers(line: String) {
    #expect(list(line).names.map { $0.key } == ["brucelee"])
  }

  @Test(
    "keeps a number that is part of a name",
    arguments: [
      ("50 Cent", "50cent"), ("50_Cent", "50cent"), ("50 Cent\t3", "50cent"),
      ("2Pac Shakur", "2pacshakur"),
      ("0000021 50_Cent", "50cent"), ("1349", "1349"), ("1349\t", "1349"),
    ])
  func numbers(line: String, key: String) {
    #expect(list(line).names.map { $0.key } == [key])
  }

  @Test("tells the numbers of lines that name nobody")
  func nobody() {
    let list = list("A\n___\n\n-\t1\n0000012 ___\nB\n")
    #expect(list.names.map(\.text) == ["A", "B"])
    #expect(list.malformedLines == [2, 4, 5])
  }

  @Test("tells the numbers of lines that are not UTF-8, and reads the others")
  func otherEncodings() {
    let list = ExclusionList(Array("A\nT".utf8) + [0xE9] + Array("a\nB\nC\t".utf8) + [0xE9])
    #expect(list.names.map(\.text) == ["A", "B", "C"])
    #expect(list.malformedLines == [2])
  }

  @Test("has no names where it is UTF-16")
  func utf16() {
    let text: [UInt8] = [0xFF, 0xFE] + Array("Ann\nBob\n".utf8).flatMap { [$0, 0] }
    #expect(ExclusionList(text).names.isEmpty)
    #expect(ExclusionList(text).malformedLines.starts(with: [1, 2]))
  }

  @Test("may be empty")
  func empty() {
    #expect(list("").names.isEmpty && list("").malformedLines.isEmpty)
    #expect(list("\u{FEFF}").malformedLines.isEmpty)
  }
}

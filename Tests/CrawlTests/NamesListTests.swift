import Crawl
import Foundation
import TestSupport
import Testing

@Suite("A list of names")
struct NamesListTests {
  private func list(_ text: String) -> NamesList { NamesList(Array(text.utf8)) }

  @Test("has the identity up to the first space or tab, and the rest is the name")
  func lines() {
    let list = list("0000101 Ariel_Sharon\n0000102\tAda of Umber\n")
    #expect(list.names == ["0000101": "Ariel_Sharon", "0000102": "Ada of Umber"])
    #expect(list.malformedLines.isEmpty)
  }

  @Test(
    "is the same with Windows' line ends, blank lines, blanks around a line, and no last line end",
    arguments: ["1 A\r\n2 B\r\n", "1 A\n2 B", "\n\n1 A\n \t\r\n2 B\n\n", " 1  A \n\t2\t\tB\t\n"])
  func blanks(text: String) {
    #expect(list(text).names == ["1": "A", "2": "B"])
    #expect(list(text).malformedLines.isEmpty)
  }

  @Test("has its first identity without the byte order mark that editors put before it")
  func byteOrderMark() {
    #expect(list("\u{FEFF}1 A\n2 B\n").names == ["1": "A", "2": "B"])
  }

  @Test("tells the numbers of lines without a name, blank lines counted")
  func malformed() {
    let list = list("1 A\n\n2\n3 C\r\n4 \n")
    #expect(list.names == ["1": "A", "3": "C"])
    #expect(list.malformedLines == [3, 5])
  }

  @Test("takes the last name of an identity, and tells where it differs from the one before")
  func conflicts() {
    let list = list("1 A\n2 B\n1 A\n2 C\n")
    #expect(list.names == ["1": "A", "2": "C"])
    #expect(list.conflictingLines == [4])
  }

  @Test("keeps names and identities that are not UTF-8")
  func otherEncodings() {
    let list = NamesList([0xFC, 0x20, 0x4A, 0xFC, 0x0A])
    #expect(list.names == [TreePath([0xFC]): #"J\xfc"#])
  }

  @Test("tells identities apart that differ only in how an accent is composed")
  func accents() {
    #expect(list("\u{E9} A\ne\u{301} B\n").names == ["\u{E9}": "A", "e\u{301}": "B"])
  }

  @Test("has the form that its layout gives it")
  func otherForms() throws {
    let layout = try Layout(json: Array(MetadataExample.vggface2.utf8), source: "x")
    let text = """
      Class_ID, Name, Sample_Num, Flag, Gender
      n000001, "14th_Dalai_Lama", 424, 0, m
      n000002, "Fine, A.", 315, 1, f
      n000003, "", 143, 1, m
      n000004
      """
    let list = NamesList(Array(text.utf8), of: try #require(layout.names))
    #expect(list.names == ["n000001": "14th_Dalai_Lama", "n000002": "Fine, A."])
    #expect(list.malformedLines == [4, 5])
  }

  @Test("may be empty")
  func empty() {
    #expect(list("").names.isEmpty)
    #expect(list("\u{FEFF}").malformedLines.isEmpty)
  }

  @Test(
    "holds CASIA-WebFace's 10,575 people",
    .enabled(if: SharedPhotographs.areThere, Comment(rawValue: SharedPhotographs.absence)))
  func webface() throws {
    let folder = "\(SharedPhotographs.folder)/lists"
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.contains("webface") })
    let list = NamesList(Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))))
    #expect(list.names.count == 10_575)
    #expect(list.malformedLines.isEmpty && list.conflictingLines.isEmpty)
  }
}

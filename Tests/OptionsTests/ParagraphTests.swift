import Testing

@testable import Options

@Suite struct ParagraphTests {
  @Test("Text is broken at its spaces, and a longer word has its own line")
  func lines() {
    #expect(Paragraph.lines("a bb ccc dddddddd e", width: 6) == ["a bb", "ccc", "dddddddd", "e"])
    #expect(Paragraph.lines("", width: 6) == [])
  }

  @Test("Joined words stay together if they fit on a line, and are broken if they don't")
  func noBreakSpaces() {
    #expect(Paragraph.lines("aa " + Paragraph.unbroken("b c d"), width: 6) == ["aa", "b c d"])
    #expect(
      Paragraph.lines("aa " + Paragraph.unbroken("bb cc dd"), width: 6) == ["aa bb", "cc dd"])
  }

  @Test("A term that is too long for its column has its own line")
  func entry() {
    #expect(Paragraph.entry("--a", "b c", column: 6, width: 20) == ["--a   b c"])
    #expect(Paragraph.entry("--abc", "b c", column: 6, width: 20) == ["--abc", "      b c"])
  }
}

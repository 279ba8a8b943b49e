import Testing

@testable import Options

@Suite struct PrintableArgumentTests {
  @Test(
    "Control characters and what isn't UTF-8 are escaped",
    arguments: [
      ("plain", "'plain'"), ("Jürgen 李", "'Jürgen 李'"), ("a\n\t\r", "'a\\n\\t\\r'"),
      ("\u{1B}[2J", "'\\x1b[2J'"), ("\u{9B}2J", "'\\u{9b}2J'"), ("\u{7F}", "'\\x7f'"),
      ("a\u{202E}b", "'a\\u{202e}b'"), ("it's \\", "'it\\'s \\\\'"), ("\u{7}", "'\\x07'"),
    ])
  func text(given: String, printed: String) {
    #expect(PrintableArgument(Array(given.utf8)).description == printed)
  }

  @Test("Bytes that aren't UTF-8 are escaped one by one, and those around them kept")
  func invalidBytes() {
    #expect(PrintableArgument([0x61, 0xFF, 0x62, 0xE2, 0x82]).description == "'a\\xffb\\xe2\\x82'")
  }

  @Test("A long argument is cut, one of the limit's length is not")
  func limit() {
    let limit = PrintableArgument.limit
    let whole = [UInt8](repeating: 0x61, count: limit)
    #expect(PrintableArgument(whole).description == "'\(String(repeating: "a", count: limit))'")
    #expect(
      PrintableArgument(whole + whole).description
        == "'\(String(repeating: "a", count: limit))...'")
  }
}

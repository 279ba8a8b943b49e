import Crawl
import TestSupport
import Testing

@Suite("A path's text form")
struct TreePathTextTests {
  @Test(
    "is the name itself where that is UTF-8 without a backslash",
    arguments: ["Ada/001.jpg", "Zoë Ångström", "李", "a\nb", "\u{1B}[31m", "\"'", "\u{0}", "😀"])
  func plain(name: String) {
    #expect(TreePath(Array(name.utf8)).text.utf8.elementsEqual(name.utf8))
  }

  @Test("escapes what is not UTF-8 byte by byte, and the backslash")
  func escapes() {
    let cases: [([UInt8], String)] = [
      ([0x61, 0xFF, 0x62], #"a\xffb"#),
      ([0x61, 0x5C, 0x62], #"a\\b"#),
      (Array(#"\xff"#.utf8), #"\\xff"#),
      ([0x5C, 0xFF, 0x5C], #"\\\xff\\"#),
      // The start of a character that does not go on.
      ([0xE6, 0x9D], #"\xe6\x9d"#),
      ([0xE6, 0x9D, 0x8E, 0x9D], #"李\x9d"#),
      // Overlong forms of "/" and of NUL, half of a surrogate pair, past U+10FFFF.
      ([0xC0, 0xAF], #"\xc0\xaf"#),
      ([0xE0, 0x80, 0x80], #"\xe0\x80\x80"#),
      ([0xED, 0xA0, 0x80], #"\xed\xa0\x80"#),
      ([0xF4, 0x90, 0x80, 0x80], #"\xf4\x90\x80\x80"#),
      ([0x0A, 0x80], "\n" + #"\x80"#),
    ]
    for (bytes, text) in cases {
      #expect(TreePath(bytes).text == text)
      #expect(TreePath(text: text)?.bytes == bytes)
    }
  }

  @Test("gives back the same bytes, whatever they are")
  func roundTrip() {
    var random = SeededRandom(2)
    // Lead and continuation bytes, the edges of what is valid, and characters of the form itself.
    let telling: [UInt8] = [
      0x00, 0x0A, 0x2F, 0x5C, 0x78, 0x66, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1,
      0xC2, 0xCC, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF,
    ]
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...12, using: &random)
      let bytes = (0..<count).map { _ in
        Bool.random(using: &random)
          ? telling[Int.random(in: telling.indices, using: &random)]
          : UInt8.random(in: 0...255, using: &random)
      }
      #expect(TreePath(text: TreePath(bytes).text)?.bytes == bytes)
    }
  }

  @Test("gives back every sequence of two bytes")
  func pairs() {
    for first in UInt8.min...UInt8.max {
      let all = (UInt8.min...UInt8.max).allSatisfy { second in
        TreePath(text: TreePath([first, second]).text)?.bytes == [first, second]
      }
      #expect(all, "a path that starts with byte \(first)")
    }
  }

  @Test(
    "is refused where a backslash begins nothing that the form has",
    arguments: [#"\"#, #"a\b"#, #"\x"#, #"\x4"#, #"\x4g"#, #"\x+f"#, #"\xFF"#, #"\x é"#])
  func malformed(text: String) {
    #expect(TreePath(text: text) == nil)
  }

  @Test("tells names apart that differ only in how an accent is composed")
  func accents() {
    let (composed, apart): (TreePath, TreePath) = ("\u{E9}x", "e\u{301}x")
    #expect(composed != apart)
    #expect(Set([composed, apart]).count == 2)
    #expect(apart < composed)
    #expect(!composed.text.utf8.elementsEqual(apart.text.utf8))
  }
}

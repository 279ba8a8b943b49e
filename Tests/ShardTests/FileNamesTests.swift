import Foundation
import TestSupport
import Testing

@testable import Shard

@Suite("Names of exported files")
struct FileNamesTests {
  @Test("are the texts themselves, spaces and accents included")
  func plain() {
    var names = FileNames()
    for text in ["Ada_Umber", "Zoë 100%", "e\u{301}", #"0\xff"#, "a.b", "-", "~"] {
      #expect(names.take(text, in: "").utf8.elementsEqual(text.utf8))
    }
  }

  @Test(
    "write out what a file system or a script could stumble over",
    arguments: [
      ("a/b", #"a\x2fb"#), (".", #"\x2e"#), ("..", #"\x2e."#), (".hidden", #"\x2ehidden"#),
      ("a\nb", #"a\x0ab"#), ("\u{85}", #"\xc2\x85"#), ("", "_"),
    ])
  func unsafe(text: String, name: String) {
    var names = FileNames()
    #expect(names.take(text, in: "") == name)
  }

  @Test("that are taken get a number, in each folder by itself")
  func taken() {
    var names = FileNames()
    #expect(
      ["a", "a", "a", "a_2"].map { names.take($0, in: "x") } == ["a", "a_2", "a_3", "a_2_2"])
    #expect(names.take("a", in: "y") == "a")
    names.note("b", in: "y")
    #expect(names.take("b", in: "y") == "b_2")
  }

  @Test("that differ in case or in the encoding of accents only get a number too")
  func alike() {
    var names = FileNames(reserved: ["export.json"])
    #expect(["Ada", "ADA", "ada"].map { names.take($0, in: "") } == ["Ada", "ADA_2", "ada_3"])
    #expect(["\u{E9}", "e\u{301}"].map { names.take($0, in: "") }.last == "e\u{301}_2")
    #expect(names.take("Export.json", in: "") == "Export.json_2")
  }

  @Test("that are many and the same are given in no more time than others, and alike after a stop")
  func many() {
    var (names, again) = (FileNames(), FileNames())
    let given = (0..<20_000).map { _ in names.take("face", in: "x") }
    #expect(given[0] == "face" && given[1] == "face_2" && given.last == "face_20000")
    for name in given { again.note(name, in: "x") }
    #expect(again.take("face", in: "x") == "face_20001")
  }

  @Test("are short enough for a file system, and those of two long texts differ")
  func long() throws {
    var names = FileNames()
    let long = String(repeating: "ä", count: 200)
    let given = [long, long + "b", long].map { names.take($0, in: "") }
    #expect(Set(given).count == 3)
    let folder = try TemporaryFolder()
    for name in given {
      #expect(name.utf8.count <= 230)
      try folder.write([], to: "\(name).png")
    }
  }
}

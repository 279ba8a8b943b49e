import Glibc
import TestSupport
import Testing

@testable import Job

@Suite("Names that break what is careless with them")
struct HostileNamesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func run() throws -> WrittenDataset {
    try TestRun()(folder("raw"), to: folder("aligned"))
    return WrittenDataset(folder("aligned"))
  }

  private func faults() throws -> [String] {
    var faults: [String] = []
    _ = try Verification(folder: folder("aligned")) { faults.append($0.description) }.run()
    return faults
  }

  @Test("that are one to Unicode and two to the file system are two people")
  func normalization() throws {
    try folder.paint("raw/e\u{301}x/1.jpg", "raw/\u{E9}x/1.jpg", "raw/e\u{301}x/2.jpg")
    let dataset = try run()
    #expect(
      try dataset.identities().map { Array($0.identity.utf8) }
        == [Array("e\u{301}x".utf8), Array("\u{E9}x".utf8)])
    #expect(try dataset.faces().map(\.label) == [0, 0, 1])
    #expect(try faults().isEmpty)
  }

  @Test("that are one to Unicode and two to the file system are two files")
  func files() throws {
    try folder.paint("raw/Ann/e\u{301}.jpg", "raw/Ann/\u{E9}.jpg")
    try folder.write([1, 2, 3], to: "raw/Ann/o\u{308}.jpg")
    try folder.write([1, 2, 3], to: "raw/Ann/\u{F6}.jpg")
    let dataset = try run()
    #expect(try dataset.faces().count == 2)
    #expect(try dataset.rejected().count == 2)
    #expect(try faults().isEmpty)
  }

  @Test("with quotes, newlines, tabs and escapes survive exactly")
  func quoting() throws {
    let names = ["\"", "'", "a\nb", "a\tb", "\u{1B}[31mred", "a\u{7F}", "$(x) `y`", "%s%n"]
    for name in names {
      try folder.paint("raw/\(name)/\(name).jpg")
      try folder.write([0], to: "raw/\(name)/\(name).txt")
    }
    let dataset = try run()
    let sorted = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    #expect(try dataset.identities().map(\.identity) == sorted)
    #expect(Set(try dataset.faces().map(\.path)) == Set(names.map { "\($0)/\($0).jpg" }))
    #expect(Set(try dataset.rejected().map(\.path)) == Set(names.map { "\($0)/\($0).txt" }))
    #expect(try faults().isEmpty)
  }

  @Test("that are no UTF-8 survive in their written form, a backslash doubled")
  func bytes() throws {
    let jpeg = try PaintedPhotograph.jpeg.get()
    try folder.write([0], to: "raw/plain/note.txt")
    let latin: [UInt8] = Array("Jos".utf8) + [0xE9]
    try makeFolder(latin)
    try makeFolder(Array("back\\slash".utf8))
    try write(jpeg, to: latin + Array("/1.jpg".utf8))
    try write([0], to: latin + [0x2F, 0xFF, 0xFE])
    try write(jpeg, to: Array("back\\slash/\\xe9.jpg".utf8))
    let dataset = try run()
    #expect(try dataset.identities().map(\.identity) == ["Jos\\xe9", "back\\\\slash"])
    #expect(
      try dataset.faces().map(\.path) == ["Jos\\xe9/1.jpg", "back\\\\slash/\\\\xe9.jpg"])
    #expect(
      try dataset.rejected().map(\.path) == ["Jos\\xe9/\\xff\\xfe", "plain/note.txt"])
    #expect(try faults().isEmpty)
  }

  private func path(_ name: [UInt8]) -> [CChar] {
    (Array(folder("raw/").utf8) + name + [0]).map(CChar.init(bitPattern:))
  }

  private func makeFolder(_ name: [UInt8]) throws {
    try #require(mkdir(path(name), 0o777) == 0)
  }

  private func write(_ bytes: [UInt8], to name: [UInt8]) throws {
    let descriptor = open(path(name), O_WRONLY | O_CREAT, 0o666)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
  }
}

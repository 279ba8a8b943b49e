import Crawl
import TestSupport
import Testing

@Suite("The order of a walk")
struct TreeWalkOrderTests {
  @Test("is that of whole paths' bytes: a folder goes on with a slash")
  func siblings() throws {
    let tree = try PlantedTree("a/z", "a b/y", "a.jpg", "a0/x", "a-/w", "a/b/v", "a/b.jpg")
    #expect(
      try tree.found().map(\.path)
        == ["a b/y", "a-/w", "a.jpg", "a/b.jpg", "a/b/v", "a/z", "a0/x"])
  }

  @Test("puts a link to a folder where its paths belong")
  func linkedFolder() throws {
    let tree = try PlantedTree("b/1", "a.jpg", "a0/1")
    try tree.link("a", to: "b")
    #expect(try tree.found().map(\.path) == ["a.jpg", "a/1", "a0/1", "b/1"])
  }

  @Test("is the bytes' own, also for bytes past ASCII and for accents composed in two ways")
  func bytes() throws {
    let names: [TreePath] = [
      "B/1", "a/1", "e\u{301}x/1", "z/1", TreePath([0x80, 0x2F, 0x31]), "\u{E9}x/1", "李/1",
      "\u{FF5E}/1", "😀/1", TreePath([0xFF, 0x2F, 0x31]),
    ]
    let tree = try PlantedTree()
    for name in names.reversed() { try tree.file(name) }
    let found = try tree.found()
    #expect(found.map(\.path) == names)
    #expect(Set(found).count == names.count)
  }

  @Test("is that of sorting all paths, in trees of names that are hard to sort", arguments: 0..<5)
  func random(seed: UInt64) throws {
    let tree = try PlantedTree()
    var random = SeededRandom(seed)
    let paths = try Self.plant(in: tree, "", depth: 4, &random)
    let sorted = paths.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    #expect(try tree.found().map(\.path) == sorted)
  }

  /// Plants files and folders whose names are short and made of few bytes around the slash, so
  /// that many begin alike; gives the files.
  private static func plant(
    in tree: PlantedTree, _ folder: TreePath, depth: Int, _ random: inout SeededRandom
  ) throws -> [TreePath] {
    let alphabet: [UInt8] = [0x01, 0x20, 0x2D, 0x2E, 0x30, 0x61, 0x7F, 0xC3, 0xFF]
    var files: [TreePath] = []
    var names = Set<[UInt8]>()
    for _ in 0..<12 {
      let name = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        alphabet[Int.random(in: alphabet.indices, using: &random)]
      }
      if name == [0x2E] || name == [0x2E, 0x2E] || !names.insert(name).inserted { continue }
      let path = folder.appending(name)
      if depth > 0 && Int.random(in: 0..<3, using: &random) == 0 {
        files += try plant(in: tree, path, depth: depth - 1, &random)
      } else {
        try tree.file(path)
        files.append(path)
      }
    }
    return files
  }
}

import Crawl
import Foundation
import Testing

@Suite("A folder that cannot be listed")
struct UnreadableFolderTests {
  @Test("has a line of its own, and the walk goes on", .enabled(if: geteuid() != 0, "not as root"))
  func forbidden() throws {
    let tree = try PlantedTree("Ada/1.jpg", "Ben/1.jpg", "Cy/1.jpg")
    let folder = cString(tree.location(of: "Ben"))
    try check(chmod(folder, 0))
    defer { chmod(folder, 0o777) }
    #expect(
      try tree.found() == [
        .image("Ada/1.jpg", of: "Ada"), .other("Ben", .folderUnreadable(EACCES)),
        .image("Cy/1.jpg", of: "Cy"),
      ])
  }

  @Test("because it went away during the walk has its line")
  func vanished() throws {
    let tree = try PlantedTree("Ada/1.jpg", "Cy/1.jpg")
    try tree.folder("Ben")
    var walk = try tree.open().walk()
    #expect(walk.next() == .image("Ada/1.jpg", of: "Ada"))
    try tree.removeFolder("Ben")
    #expect(walk.next() == .other("Ben", .folderUnreadable(ENOENT)))
    #expect(walk.next() == .image("Cy/1.jpg", of: "Cy"))
    #expect(walk.next() == nil)
  }

  @Test("because its path is longer than the system takes has its line")
  func tooDeep() throws {
    let tree = try PlantedTree("Ada/1.jpg", "Cy/1.jpg")
    let name = [UInt8](repeating: UInt8(ascii: "d"), count: 200)
    try Self.nest(name, times: 40, in: tree.location(of: "Ada"))
    defer { Self.unnest(name, in: tree.location(of: "Ada")) }
    let found = try tree.found()
    #expect(found.count == 3)
    #expect(found.first == .image("Ada/1.jpg", of: "Ada"))
    #expect(found.last == .image("Cy/1.jpg", of: "Cy"))
    guard case .other(let path, .folderUnreadable(let code)) = found[1] else {
      Issue.record("\(found[1]) is no line of an unreadable folder")
      return
    }
    #expect(code == ENAMETOOLONG)
    #expect(tree.location(of: path).count >= PATH_MAX)
    #expect(path.components.dropFirst().allSatisfy { $0.elementsEqual(name) })
  }

  @Test("does not come up for want of depth: two hundred levels are walked")
  func deep() throws {
    let tree = try PlantedTree()
    let path = TreePath(Array("Ada/\(String(repeating: "d/", count: 200))1.jpg".utf8))
    try tree.file(path)
    #expect(try tree.found() == [.image(path, of: "Ada")])
  }

  /// Creates folders in one another, each by its name alone, as no path could name them.
  private static func nest(_ name: [UInt8], times: Int, in folder: [UInt8]) throws {
    var parent = open(cString(folder), O_RDONLY | O_DIRECTORY)
    try check(parent)
    for _ in 0..<times {
      try check(mkdirat(parent, cString(name), 0o777))
      let child = openat(parent, cString(name), O_RDONLY | O_DIRECTORY)
      close(parent)
      parent = child
      try check(parent)
    }
    close(parent)
  }

  /// Removes such folders, the outermost first.
  private static func unnest(_ name: [UInt8], in folder: [UInt8]) {
    let top = open(cString(folder), O_RDONLY | O_DIRECTORY)
    defer { close(top) }
    while true {
      let first = openat(top, cString(name), O_RDONLY | O_DIRECTORY)
      if first < 0 { return }
      defer { close(first) }
      // Its only folder takes its place.
      let inner = Array("inner".utf8)
      let hasInner = renameat(first, cString(name), top, cString(inner)) == 0
      if unlinkat(top, cString(name), AT_REMOVEDIR) != 0 { return }
      if hasInner { renameat(top, cString(inner), top, cString(name)) }
    }
  }
}

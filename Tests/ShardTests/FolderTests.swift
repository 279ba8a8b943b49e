import Foundation
import Shard
import TestSupport
import Testing

@Suite("Folders")
struct FolderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("are created with those above them, or found", arguments: ["a", "a/b/c", "a/b/c/"])
  func create(path: String) throws {
    for _ in 1...2 {
      try Folder.create(folder(path))
      #expect(Folder.isFolder(folder(path)))
    }
  }

  @Test("are not created where something else is in the way")
  func inTheWay() throws {
    try folder.write([], to: "file")
    try FileManager.default.createSymbolicLink(
      atPath: folder("dangling"), withDestinationPath: folder("nowhere"))
    for name in ["file", "dangling"] {
      #expect(throws: FileFault(folder(name), .create, code: EEXIST)) {
        try Folder.create(folder(name))
      }
    }
    #expect(throws: FileFault(folder("file/below"), .create, code: ENOTDIR)) {
      try Folder.create(folder("file/below"))
    }
  }

  @Test("list their names by the names' bytes")
  func names() throws {
    for name in ["b", "Jos\u{E9}", "Jose\u{301}", ".a", "B"] { try folder.write([], to: name) }
    let names = try Folder.names(in: folder.path)
    #expect(
      names.map { Array($0.utf8) }
        == [".a", "B", "Jose\u{301}", "Jos\u{E9}", "b"].map { Array($0.utf8) })
    #expect(try Folder.names(in: folder("none")) == [])
  }

  @Test("are removed with all they hold, but not with what links in them lead to")
  func remove() throws {
    try folder.write([1], to: "kept/file")
    try folder.write([1], to: "gone/below/file")
    try FileManager.default.createSymbolicLink(
      atPath: folder("gone/link"), withDestinationPath: folder("kept"))
    try Folder.remove(folder("gone"))
    try Folder.remove(folder("gone"))
    #expect(!FileManager.default.fileExists(atPath: folder("gone")))
    #expect(try folder.read("kept/file") == [1])
  }
}

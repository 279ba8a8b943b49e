import Crawl
import Foundation
import TestSupport

/// A raw tree that a test plants, entry by entry: any bytes as names, and whatever a file system
/// can hold.
final class PlantedTree {
  private let folder: TemporaryFolder
  /// The tree's root.
  let root: [UInt8]

  /// Plants files with nothing in them.
  init(_ files: TreePath...) throws {
    folder = try TemporaryFolder()
    root = Array("\(folder.path)/raw".utf8)
    try check(mkdir(cString(root), 0o777))
    for path in files { try file(path) }
  }

  /// The path of something beside the tree.
  func outside(_ name: String) -> String { folder(name) }

  /// The path of something in the tree.
  func location(of path: TreePath) -> [UInt8] { root + Array("/".utf8) + path.bytes }

  /// Writes a file, and the folders that it lies in.
  func file(_ path: TreePath, _ text: String = "") throws {
    try parents(of: path)
    let descriptor = Glibc.open(cString(location(of: path)), O_WRONLY | O_CREAT | O_EXCL, 0o666)
    try check(descriptor)
    defer { close(descriptor) }
    try check(Int32(write(descriptor, text, text.utf8.count)))
  }

  /// Creates an empty folder, and those that it lies in.
  func folder(_ path: TreePath) throws {
    try parents(of: path.appending("x".utf8))
  }

  /// Creates a link that holds `target` as it stands.
  func link(_ path: TreePath, to target: TreePath) throws {
    try parents(of: path)
    try check(symlink(cString(target.bytes), cString(location(of: path))))
  }

  /// Creates a named pipe.
  func pipe(_ path: TreePath) throws {
    try parents(of: path)
    try check(mkfifo(cString(location(of: path)), 0o666))
  }

  /// Removes a folder with nothing in it.
  func removeFolder(_ path: TreePath) throws {
    try check(rmdir(cString(location(of: path))))
  }

  /// Opens the tree; its layout is recognised unless it is named.
  func open(layout: String? = nil) throws -> RawTree {
    try RawTree(root: root, layout: layout.map { name throws(CrawlError) in try .named(name) })
  }

  /// Everything that a walk of the tree finds; cut off where it does not end, so that a test fails
  /// and does not hang.
  func found(layout: String? = nil) throws -> [TreeEntry] {
    Array(try open(layout: layout).walk().prefix(10_000))
  }

  private func parents(of path: TreePath) throws {
    var folder = TreePath([])
    for name in path.components.dropLast() {
      folder = folder.appending(name)
      if mkdir(cString(location(of: folder)), 0o777) != 0 && errno != EEXIST { try check(-1) }
    }
  }
}

/// A path as the system takes it.
func cString(_ path: [UInt8]) -> [CChar] {
  path.map(CChar.init(bitPattern:)) + [0]
}

/// Throws what the system says of a call that failed.
func check(_ result: Int32) throws {
  if result < 0 { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
}

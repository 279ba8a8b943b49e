/// A path below a raw tree's root, or one of its parts: bytes, as the file system holds them.
///
/// File names need not be UTF-8, so a path is kept as bytes and written as text in one form that
/// loses nothing: its bytes are taken as UTF-8, each byte that is not part of valid UTF-8 becomes
/// `\xHH` (two lowercase hexadecimal digits), and a backslash becomes `\\`. Paths without either,
/// which is nearly all, are written as they are. ``init(text:)`` goes back.
public struct TreePath: Hashable, Sendable {
  /// The path's bytes, without a leading or trailing slash.
  public let bytes: [UInt8]

  /// Creates a path from its bytes.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The parts between the slashes.
  public var components: [ArraySlice<UInt8>] {
    bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  }

  /// The path of `name` in this folder; `name` itself where this path is empty, as the root's is.
  public func appending(_ name: some Collection<UInt8>) -> TreePath {
    bytes.isEmpty ? TreePath(Array(name)) : TreePath(bytes + [UInt8(ascii: "/")] + name)
  }
}

extension TreePath: Comparable {
  /// Whether the left path comes first by its bytes.
  public static func < (left: TreePath, right: TreePath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

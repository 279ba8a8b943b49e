/// Absolute paths with links resolved, as bytes.
extension [UInt8] {
  /// Whether this path is `folder` or lies below it.
  func isInside(_ folder: [UInt8]) -> Bool {
    self == folder || starts(with: folder.entry([]))
  }

  /// The path of an entry of this folder.
  func entry(_ name: some Collection<UInt8>) -> [UInt8] {
    var path = self
    path.reserveCapacity(count + 1 + name.count)
    // Only the file system's root ends with a slash.
    if path.last != UInt8(ascii: "/") { path.append(UInt8(ascii: "/")) }
    path.append(contentsOf: name)
    return path
  }

  /// The folder that holds this path's last part; the file system's root is its own.
  var parent: [UInt8] {
    let parent = self[..<(lastIndex(of: UInt8(ascii: "/")) ?? 0)]
    return parent.isEmpty ? [UInt8(ascii: "/")] : Array(parent)
  }
}

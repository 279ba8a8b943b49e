import Crawl
import Glibc

/// Where a photograph lies, as far as that tells which row of a catalog is of it.
struct ImagePath {
  /// Its absolute path as it was written, and with links resolved; each as parts.
  private let paths: [[ArraySlice<UInt8>]]

  private static let slash = UInt8(ascii: "/")

  init(_ path: [UInt8]) {
    var paths = [Self.parts(of: path.first == Self.slash ? path : Self.here + [Self.slash] + path)]
    if let resolved = realpath(path.map(CChar.init(bitPattern:)) + [0], nil) {
      defer { free(resolved) }
      let parts = Self.parts(of: Self.bytes(resolved))
      if parts != paths[0] { paths.append(parts) }
    }
    self.paths = paths
  }

  /// The ends of the path that may be one in a raw tree, longest first, each with the name of the
  /// folder before it: the raw tree's, as long as that was not given another.
  var ends: [(path: [UInt8], folder: [UInt8])] {
    let longest = paths.map(\.count).max() ?? 0
    return (1..<max(2, longest)).reversed().flatMap { count in
      paths.filter { $0.count >= count }.map { parts in
        (
          Array(parts.suffix(count).joined(separator: [Self.slash])),
          parts.dropLast(count).last.map { Array($0) } ?? []
        )
      }
    }
  }

  /// The parts of an absolute path, without those that say nothing.
  private static func parts(of path: [UInt8]) -> [ArraySlice<UInt8>] {
    path.split(separator: slash).reduce(into: []) { parts, part in
      if part.elementsEqual("..".utf8) {
        _ = parts.popLast()
      } else if !part.elementsEqual(".".utf8) {
        parts.append(part)
      }
    }
  }

  private static var here: [UInt8] {
    guard let path = getcwd(nil, 0) else { return [] }
    defer { free(path) }
    return bytes(path)
  }

  private static func bytes(_ text: UnsafePointer<CChar>) -> [UInt8] {
    (0..<strlen(text)).map { UInt8(bitPattern: text[$0]) }
  }
}

/// Where a path leads, links resolved, whether or not anything is there yet.
public struct Place: Sendable {
  /// The absolute path.
  let path: [UInt8]
  /// What is missing on the way there, and would be created.
  let missing: [[UInt8]]

  /// Follows a path from the working folder; nil where that is gone.
  public init?(_ path: String) {
    let names = Array(path.utf8)
    let isAbsolute = names.first == UInt8(ascii: "/")
    guard var place = try? FileSystem.resolve(Array((isAbsolute ? "/" : ".").utf8)).path else {
      return nil
    }
    var missing: [[UInt8]] = []
    for name in names.split(separator: UInt8(ascii: "/")) where !name.elementsEqual(".".utf8) {
      if name.elementsEqual("..".utf8) {
        // What is missing will be created as a folder, so that this leads back out of it.
        place = place.parent
      } else if let resolved = try? FileSystem.resolve(place.entry(name)).path {
        place = resolved
      } else {
        place = place.entry(name)
        missing.append(place)
      }
    }
    self.path = place
    self.missing = missing
  }

  /// Whether it is another place or lies below it.
  public func lies(in other: Place) -> Bool { path.isInside(other.path) }
}

/// A kind of thing that a tree of photographs may hold and that is none, or hardly one.
package struct HostileKind: Sendable, CustomStringConvertible {
  /// What is to become of it.
  package enum Expectation: Hashable, Sendable {
    /// It gives a face.
    case face
    /// It has a line in rejected.jsonl with this reason.
    case rejected(String)
    /// It does not come up: a folder without files.
    case absent
  }

  /// What there is.
  package enum Content: Sendable {
    case bytes([UInt8])
    /// A file that begins so and goes on with zeros that take no room on the disk.
    case sparse(start: [UInt8], size: Int)
    /// A file that its owner may not read.
    case locked([UInt8])
    case link(to: String)
    case pipe
    case socket
    /// A folder with a file of these bytes; without any if there are none.
    case folder([UInt8]?)
    /// A folder that its owner may not list.
    case lockedFolder
    /// Folders in folders, until no path leads to the innermost.
    case deepFolder
  }

  /// Where it lies.
  package enum Place: Sendable {
    /// Among somebody's photographs.
    case folder
    /// Directly in the tree's root.
    case root
  }

  package let description: String
  package let expectation: Expectation
  let place: Place
  /// The name of the nth, without what tells it from others; nil for the description's.
  let name: String?
  /// The bytes of a name that is no text.
  let nameBytes: [UInt8]?
  /// What the nth is: each is a little different.
  let content: @Sendable (Int) throws -> Content

  init(
    _ description: String, _ expectation: Expectation, in place: Place = .folder,
    named name: String? = nil, nameBytes: [UInt8]? = nil,
    content: @escaping @Sendable (Int) throws -> Content
  ) {
    self.description = description
    self.expectation = expectation
    self.place = place
    self.name = name
    self.nameBytes = nameBytes
    self.content = content
  }

  /// A kind of file.
  init(
    _ description: String, _ reason: String, bytes: @escaping @Sendable (Int) throws -> [UInt8]
  ) {
    self.init(description, .rejected(reason)) { .bytes(try bytes($0)) }
  }

  /// The bytes of the nth, if it is a file with some.
  package func bytes(_ index: Int) throws -> [UInt8]? {
    guard case .bytes(let bytes) = try content(index) else { return nil }
    return bytes
  }

  /// The name of the nth.
  func name(_ index: Int) -> [UInt8] {
    if let nameBytes { return nameBytes + Array("\(index).jpg".utf8) }
    if let name { return Array("\(name)\(index).jpg".utf8) }
    return Array("\(description.replacing(" ", with: "_"))_\(index).jpg".utf8)
  }

  /// Every kind that does not need a photograph.
  package static let all = foreign + jpegs + pngs + names + places + locked
}

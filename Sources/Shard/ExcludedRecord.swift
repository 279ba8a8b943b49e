/// A line of excluded.jsonl: a face of somebody who is left out by name.
public struct ExcludedRecord: Equatable, Sendable {
  /// The face.
  public let face: FaceReference
  /// The identity that it is under.
  public let identity: String
  /// The person's name that matched.
  public let name: String
  /// The name on the list that it matched.
  public let excludedAs: String
  /// How they match: one of the ways that docs/formats.md lists.
  public let how: String

  /// Creates a record; see the properties.
  public init(
    face: FaceReference, identity: String, name: String, excludedAs: String, how: String
  ) {
    self.face = face
    self.identity = identity
    self.name = name
    self.excludedAs = excludedAs
    self.how = how
  }

  /// The line.
  public var json: JSONValue {
    JSONValue(
      face,
      [
        "identity": .string(identity), "name": .string(name), "excluded_as": .string(excludedAs),
        "how": .string(how),
      ])
  }
}

extension ExcludedRecord: Decodable {
  private enum Key: String, CodingKey {
    case identity, name, how
    case excludedAs = "excluded_as"
  }

  /// Reads a line.
  ///
  /// - Throws: `DecodingError` where a key is missing or of another type.
  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    self.init(
      face: try FaceReference(from: decoder),
      identity: try line.decode(String.self, forKey: .identity),
      name: try line.decode(String.self, forKey: .name),
      excludedAs: try line.decode(String.self, forKey: .excludedAs),
      how: try line.decode(String.self, forKey: .how))
  }
}

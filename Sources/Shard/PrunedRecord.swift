/// A line of pruned.jsonl: a face of somebody who has too few.
public struct PrunedRecord: Equatable, Sendable {
  /// The face.
  public let face: FaceReference
  /// The identity that it is under.
  public let identity: String
  /// The person's name, from the tree's list; the identity where there is none.
  public let name: String
  /// How many faces the person has that are no duplicates.
  public let faces: Int
  /// How many were asked for.
  public let leastImages: Int

  /// Creates a record; see the properties.
  public init(
    face: FaceReference, identity: String, name: String, faces: Int, leastImages: Int
  ) {
    self.face = face
    self.identity = identity
    self.name = name
    self.faces = faces
    self.leastImages = leastImages
  }

  /// The line.
  public var json: JSONValue {
    JSONValue(
      face,
      [
        "identity": .string(identity), "name": .string(name), "faces": .int(faces),
        "min_images": .int(leastImages),
      ])
  }
}

extension PrunedRecord: Decodable {
  private enum Key: String, CodingKey {
    case identity, name, faces
    case leastImages = "min_images"
  }

  /// Reads a line.
  ///
  /// - Throws: `DecodingError` where a key is missing or of another type.
  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    let identity = try line.decode(String.self, forKey: .identity)
    self.init(
      face: try FaceReference(from: decoder), identity: identity,
      // Datasets of the first versions have none.
      name: try line.decodeIfPresent(String.self, forKey: .name) ?? identity,
      faces: try line.decode(Count.self, forKey: .faces).wrappedValue,
      leastImages: try line.decode(Count.self, forKey: .leastImages).wrappedValue)
  }
}

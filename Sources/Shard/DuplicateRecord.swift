/// A line of duplicates.jsonl: a face left out because another is kept that is like it, or one that
/// is like a face under another person.
public struct DuplicateRecord: Equatable, Sendable {
  /// How two faces are alike.
  public enum Kind: String, Codable, Sendable {
    /// They have the same pixels.
    case exact
    /// They look alike.
    case near
  }

  /// The face that is left out.
  public let face: FaceReference
  /// The identity that it is under.
  public let identity: String
  /// The face that stays in its place; nil where none does, and the face itself where that stays
  /// though its photograph is under two people.
  public let kept: FaceReference?
  /// A face like it that is under another person; nil where there is none.
  public let conflict: Conflict?
  /// How it and the one kept, or else the one in conflict, are alike.
  public let kind: Kind
  /// How much, from 0 to 1.
  public let similarity: Double

  /// A face under another person.
  public struct Conflict: Equatable, Sendable {
    /// The face.
    public let face: FaceReference
    /// The identity that it is under.
    public let identity: String

    /// Creates a conflict; see the properties.
    public init(face: FaceReference, identity: String) {
      self.face = face
      self.identity = identity
    }
  }

  /// Creates a record; see the properties.
  public init(
    face: FaceReference, identity: String, kept: FaceReference?, conflict: Conflict?, kind: Kind,
    similarity: Double
  ) {
    self.face = face
    self.identity = identity
    self.kept = kept
    self.conflict = conflict
    self.kind = kind
    self.similarity = similarity
  }

  /// Whether the face is left out, and not only in conflict with another.
  public var isLeftOut: Bool { kept != face }

  /// The line.
  public var json: JSONValue {
    JSONValue(
      face,
      [
        "identity": .string(identity), "kept": JSONValue(kept?.path),
        "kept_source": JSONValue(kept?.source), "kept_face_id": JSONValue(kept?.faceID),
        "kind": .string(kind.rawValue), "similarity": JSONValue(similarity, decimals: 4),
        "conflict": .bool(conflict != nil),
        "conflict_with": conflict.map { JSONValue($0.face, ["identity": .string($0.identity)]) }
          ?? .null,
      ])
  }
}

extension DuplicateRecord: Decodable {
  private enum Key: String, CodingKey {
    case identity, kept, kind, similarity, conflict
    case keptSource = "kept_source"
    case keptFaceID = "kept_face_id"
    case conflictWith = "conflict_with"
  }

  /// Reads a line.
  ///
  /// - Throws: `DecodingError` where a key is missing or of another type, or says what another
  ///   denies.
  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    let kept = try line.decode(String?.self, forKey: .kept)
    let keptSource = try line.decode(String?.self, forKey: .keptSource)
    let keptFaceID = try line.decode(String?.self, forKey: .keptFaceID)
    let conflict = try line.decode(Conflict?.self, forKey: .conflictWith)
    if (kept == nil) != (keptSource == nil) || kept == nil && keptFaceID != nil {
      throw DecodingError.dataCorruptedError(
        forKey: .keptSource, in: line, debugDescription: "does not go with 'kept'")
    }
    if try line.decode(Bool.self, forKey: .conflict) != (conflict != nil) {
      throw DecodingError.dataCorruptedError(
        forKey: .conflict, in: line, debugDescription: "does not go with 'conflict_with'")
    }
    self.init(
      face: try FaceReference(from: decoder),
      identity: try line.decode(String.self, forKey: .identity),
      kept: kept.map {
        FaceReference(source: keptSource ?? "", path: $0, faceID: keptFaceID)
      },
      conflict: conflict, kind: try line.decode(Kind.self, forKey: .kind),
      similarity: try line.decode(Double.self, forKey: .similarity))
  }
}

extension DuplicateRecord.Conflict: Decodable {
  private enum Key: String, CodingKey { case identity }

  /// Reads what follows `conflict_with`.
  ///
  /// - Throws: `DecodingError` where a key is missing or of another type.
  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    self.init(
      face: try FaceReference(from: decoder),
      identity: try line.decode(String.self, forKey: .identity))
  }
}

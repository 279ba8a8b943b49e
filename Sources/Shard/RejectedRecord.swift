/// A line of rejected.jsonl: something in a raw tree that gave no face, and why.
public struct RejectedRecord: Equatable, Sendable {
  /// The photograph, or whatever else it is, and which of its faces.
  public let face: FaceReference
  /// The reason: one of those that docs/formats.md lists.
  public let reason: String
  /// What is the matter, in a sentence.
  public let detail: String

  /// Creates a record; see the properties.
  public init(face: FaceReference, reason: String, detail: String) {
    self.face = face
    self.reason = reason
    self.detail = detail
  }

  /// The line.
  public var json: JSONValue {
    JSONValue(face, ["reason": .string(reason), "detail": .string(detail)])
  }
}

extension RejectedRecord {
  /// The line of a log that tells when it was noted.
  ///
  /// - Parameter time: A time as ISO 8601 has it.
  public func json(at time: String) -> JSONValue {
    guard case .object(let members) = json else { preconditionFailure("a record is an object") }
    return .object([JSONValue.Member(key: "time", value: .string(time))] + members)
  }
}

extension RejectedRecord: Decodable {
  private enum Key: String, CodingKey { case reason, detail }

  /// Reads a line.
  ///
  /// - Throws: `DecodingError` where a key is missing or of another type.
  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    self.init(
      face: try FaceReference(from: decoder),
      reason: try line.decode(String.self, forKey: .reason),
      detail: try line.decode(String.self, forKey: .detail))
  }
}

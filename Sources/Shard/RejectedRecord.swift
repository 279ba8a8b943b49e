/// A line of rejected.jsonl: something in a raw tree that gave no face, and why.
public struct RejectedRecord: Equatable, Decodable, Sendable {
  /// The raw tree's name.
  public let source: String
  /// The path in the raw tree.
  public let path: String
  /// The reason: one of those that docs/formats.md lists.
  public let reason: String
  /// What is the matter, in a sentence.
  public let detail: String

  /// Creates a record; see the properties.
  public init(source: String, path: String, reason: String, detail: String) {
    self.source = source
    self.path = path
    self.reason = reason
    self.detail = detail
  }

  /// The line.
  public var json: JSONValue {
    [
      "source": .string(source), "path": .string(path), "reason": .string(reason),
      "detail": .string(detail),
    ]
  }
}

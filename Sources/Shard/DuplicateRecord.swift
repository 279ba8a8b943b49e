/// A line of duplicates.jsonl: a face left out because another is kept that is like it.
public struct DuplicateRecord: Equatable, Decodable, Sendable {
  /// How two photographs are alike.
  public enum Kind: String, Codable, Sendable {
    /// Their files hold the same bytes.
    case exact
    /// They look alike.
    case near
  }

  /// The raw tree's name.
  public let source: String
  /// The path of the one left out.
  public let path: String
  /// The path of the one kept.
  public let kept: String
  /// How they are alike.
  public let kind: Kind
  /// How much, from 0 to 1.
  public let similarity: Double
  /// Whether the two are under different identities.
  public let conflict: Bool
}

/// The lists that every dataset has beside its shards.
public enum ListFile: String, CaseIterable, Sendable {
  /// A line an identity.
  case identities = "identities.jsonl"
  /// A line for everything that gave no face.
  case rejected = "rejected.jsonl"
  /// A line a face left out as a duplicate.
  case duplicates = "duplicates.jsonl"
}

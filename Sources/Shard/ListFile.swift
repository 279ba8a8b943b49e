/// The lists that every dataset has beside its shards.
public enum ListFile: String, CaseIterable, Sendable {
  /// A line an identity.
  case identities = "identities.jsonl"
  /// A line for everything that gave no face.
  case rejected = "rejected.jsonl"
  /// A line a face left out as a duplicate, or because it is under two people.
  case duplicates = "duplicates.jsonl"
  /// A line a face of somebody who is left out.
  case excluded = "excluded.jsonl"
  /// A line a face of somebody who has too few.
  case pruned = "pruned.jsonl"
  /// A line a row of metadata without a file, and a file without a row.
  case unmatched = "unmatched.jsonl"
}

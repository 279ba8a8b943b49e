import Shard

/// A photograph as a dataset has it.
public struct DatasetEntry: Sendable {
  /// Where it is in the raw trees, and which of its faces is meant.
  public let reference: FaceReference
  /// Whom it is under; nil where that is not known.
  public let identity: String?
  /// What became of it.
  public let fate: EntryFate
  /// That and why, in a sentence.
  public let explanation: String
}

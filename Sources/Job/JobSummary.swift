import Shard

/// What a run made.
public struct JobSummary: Equatable, Sendable {
  /// The dataset's folder.
  public let output: String
  /// What became of the source images.
  public let counts: DatasetDescription.Counts
  /// The splits' files.
  public let splits: [Split: DatasetDescription.SplitDescription]

  /// How many shards there are.
  public var shards: Int { splits.values.reduce(0) { $0 + $1.shards.count } }
}

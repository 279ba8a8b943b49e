import Shard

/// What a run made.
public struct JobSummary: Equatable, Sendable {
  /// The dataset's folder.
  public let output: String
  /// What became of the source images.
  public let counts: DatasetDescription.Counts
  /// The splits' files.
  public let splits: [Split: DatasetDescription.SplitDescription]
  /// The raw trees, and how they were taken.
  public let sources: [PublishedDataset.Source]
  /// What this run did for it.
  public let work: Work
  /// How long that took. It is in no file of the dataset.
  public internal(set) var timings = RunTimings()

  /// What a run did.
  public struct Work: Equatable, Sendable {
    /// How many images were aligned, or were found to give no face.
    public let done: Int
    /// How many files' outcomes were taken over from an earlier run.
    public let reused: Int
    /// How many files of an earlier run are gone from the tree.
    public let gone: Int
    /// Whether the dataset is as it was, and nothing was written.
    public let isUnchanged: Bool
  }

  /// How many shards there are.
  public var shards: Int { splits.values.reduce(0) { $0 + $1.shards.count } }

  /// How many images took a worker down, or too long.
  public var workerFailures: Int {
    [Crashed.reason, TimedOut.reason].reduce(0) { $0 + (counts.rejected[$1] ?? 0) }
  }
}

extension JobSummary {
  /// How many files and folders the system did not let be read, or had no memory for.
  public var unreadable: Int {
    ["unreadable", "failed"].reduce(0) { $0 + (counts.rejected[$1] ?? 0) }
  }
}

extension JobSummary {
  /// The summary of a dataset that is left as it is.
  init(
    _ dataset: PublishedDataset, in output: String, work: Work? = nil,
    timings: RunTimings = RunTimings()
  ) {
    self.init(
      output: output, counts: dataset.counts,
      splits: Dictionary(
        uniqueKeysWithValues: Split.allCases.compactMap { split in
          dataset.splits[split.rawValue].map { (split, $0) }
        }),
      sources: dataset.sources,
      work: work ?? Work(done: 0, reused: dataset.counts.found, gone: 0, isUnchanged: true),
      timings: timings)
  }
}

/// The unit that exports are made in and go on from: the faces of one of the dataset's shards.
public struct ExportPart: Equatable, Sendable {
  /// The split.
  public let split: Split
  /// The shard's tensor and manifest.
  public let shard: DatasetDescription.Shard
  /// The shard's place among those of its split.
  public let index: Int
  /// How many shards the split has.
  public let count: Int
  /// The place in the split of the shard's first face.
  public let first: Int

  /// Whether the split begins with it.
  var isFirst: Bool { index == 0 }
  /// Whether the split ends with it.
  var isLast: Bool { index == count - 1 }

  /// The name of a file of the part's own, like its tensor's: `train-00000-of-00002.tar`.
  func fileName(_ fileExtension: String) -> String {
    "\(split.shardName(index, of: count)).\(fileExtension)"
  }

  /// The parts of a dataset's splits, in order.
  public static func parts(of dataset: PublishedDataset, splits: [Split]) -> [ExportPart] {
    splits.flatMap { split -> [ExportPart] in
      let shards = dataset.splits[split.rawValue]?.shards ?? []
      var first = 0
      return shards.enumerated().map { index, shard in
        defer { first += shard.faces }
        return ExportPart(
          split: split, shard: shard, index: index, count: shards.count, first: first)
      }
    }
  }
}

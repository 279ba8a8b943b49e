/// Writes a dataset's files into a folder, in one pass.
///
/// The folder is one that nobody reads yet; ``Publication`` puts what was written in place.
public final class DatasetWriter {
  private let folder: String
  private let splits: [Split: SplitWriter]
  private let lists: [ListFile: OutputFile]
  private var statistics = ChannelStatistics()
  private var rejected: [String: Int] = [:]
  private var duplicates = 0
  private var identities: [Split: Int] = [:]

  /// Creates the folder and the files in it.
  ///
  /// - Parameters:
  ///   - folder: Where to write.
  ///   - size: A face's edge in pixels.
  ///   - shardSize: How many faces a shard holds.
  ///   - faces: How many faces each split will get; shards' names tell how many shards there are.
  /// - Throws: ``FileFault`` if a file cannot be created.
  public init(
    folder: String, size: Int, shardSize: Int, faces: [Split: Int]
  ) throws(FileFault) {
    precondition(shardSize > 0, "a shard holds at least one face")
    self.folder = folder
    try Folder.create("\(folder)/shards")
    try Folder.create("\(folder)/manifests")
    var splits: [Split: SplitWriter] = [:]
    for split in Split.allCases {
      splits[split] = SplitWriter(
        folder: folder, split: split, size: size, shardSize: shardSize, total: faces[split] ?? 0)
    }
    self.splits = splits
    var lists: [ListFile: OutputFile] = [:]
    for list in ListFile.allCases { lists[list] = try OutputFile("\(folder)/\(list.rawValue)") }
    self.lists = lists
  }

  /// Adds a face to a split and says where it went.
  ///
  /// - Parameters:
  ///   - rgb: The face, `[size, size, 3]`.
  ///   - origin: Where it comes from.
  ///   - label: Its identity's label.
  ///   - split: The split that it belongs to.
  /// - Throws: ``FileFault`` if it cannot be written.
  public func write(
    _ rgb: [UInt8], of origin: FaceOrigin, label: Int, in split: Split
  ) throws(FileFault) -> FaceRecord? {
    let record = try splits[split]?.write(rgb, of: origin, label: label)
    statistics.add(rgb)
    return record
  }

  /// Adds an identity. Identities come in the order of their labels.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  public func write(_ record: IdentityRecord) throws(FileFault) {
    identities[record.split, default: 0] += 1
    try write(record.json, to: .identities)
  }

  /// Adds what gave no face.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  public func write(_ record: RejectedRecord) throws(FileFault) {
    rejected[record.reason, default: 0] += 1
    try write(record.json, to: .rejected)
  }

  /// Ends all files and writes dataset.json. Call it once, last.
  ///
  /// - Parameters:
  ///   - facts: What the run was given.
  ///   - found: How many things the crawl found.
  /// - Throws: ``FileFault`` if something cannot be written.
  public func finish(
    facts: DatasetDescription.Facts, found: Int
  ) throws(FileFault) -> DatasetDescription {
    var digests: [String: String] = [:]
    for (list, file) in lists { digests[list.rawValue] = try file.finish() }
    let kept = splits.values.reduce(0) { $0 + $1.written }
    let description = DatasetDescription(
      facts: facts,
      counts: DatasetDescription.Counts(
        found: found, aligned: kept + duplicates, rejected: rejected, duplicates: duplicates,
        kept: kept, identities: identities.values.reduce(0, +)),
      mean: statistics.mean, deviation: statistics.deviation,
      splits: Dictionary(
        uniqueKeysWithValues: splits.map { split, writer in
          let identities = identities[split] ?? 0
          return (
            split,
            DatasetDescription.SplitDescription(
              faces: writer.written, identities: identities, shards: writer.shards)
          )
        }),
      lists: digests)
    let file = try OutputFile("\(folder)/\(Publication.description)")
    try file.write(description.json.page.utf8)
    _ = try file.finish()
    return description
  }

  private func write(_ line: JSONValue, to list: ListFile) throws(FileFault) {
    try lists[list]?.write((line.line + "\n").utf8)
  }
}

/// Writes a dataset's files into a folder, in one pass.
///
/// The folder is one that nobody reads yet; ``Publication`` puts what was written in place.
public final class DatasetWriter {
  private let folder: String
  private let splits: PerSplit<SplitWriter>
  private let identityList: OutputFile
  private let rejectedList: OutputFile
  private let duplicateList: OutputFile
  private var statistics = ChannelStatistics()
  private var rejected: [String: Int] = [:]
  private var identities = PerSplit { _ in (count: 0, faces: 0) }

  /// Creates the folder and the files in it.
  ///
  /// - Parameters:
  ///   - folder: Where to write.
  ///   - size: A face's edge in pixels.
  ///   - shardSize: How many faces a shard holds.
  ///   - faces: How many faces each split will get; shards' names tell how many shards there are.
  /// - Precondition: `shardSize` is positive.
  /// - Throws: ``FileFault`` if a file cannot be created.
  public init(
    folder: String, size: Int, shardSize: Int, faces: [Split: Int]
  ) throws(FileFault) {
    precondition(shardSize > 0, "a shard holds at least one face")
    self.folder = folder
    try Folder.create("\(folder)/shards")
    try Folder.create("\(folder)/manifests")
    splits = PerSplit { split in
      SplitWriter(
        folder: folder, split: split, size: size, shardSize: shardSize, total: faces[split] ?? 0)
    }
    identityList = try OutputFile("\(folder)/\(ListFile.identities.rawValue)")
    rejectedList = try OutputFile("\(folder)/\(ListFile.rejected.rawValue)")
    duplicateList = try OutputFile("\(folder)/\(ListFile.duplicates.rawValue)")
  }

  /// Adds a face to a split and says where it went.
  ///
  /// - Parameters:
  ///   - rgb: The face, `[size, size, 3]`.
  ///   - origin: Where it comes from.
  ///   - label: Its identity's label.
  ///   - split: The split that it belongs to.
  /// - Precondition: `rgb` holds `3 * size * size` bytes.
  /// - Throws: ``Failure`` if it cannot be written, or is one more than were announced.
  public func write(
    _ rgb: [UInt8], of origin: FaceOrigin, label: Int, in split: Split
  ) throws(Failure) -> FaceRecord {
    let writer = splits[split]
    if writer.written == writer.total {
      throw .faces(split, announced: writer.total, written: writer.written + 1)
    }
    statistics.add(rgb)
    do throws(FileFault) {
      return try writer.write(rgb, of: origin, label: label)
    } catch {
      throw .file(error)
    }
  }

  /// Adds an identity. Identities come in the order of their labels.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  public func write(_ record: IdentityRecord) throws(FileFault) {
    identities[record.split].count += 1
    identities[record.split].faces += record.faces
    try identityList.write(record.json)
  }

  /// Adds what gave no face.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  public func write(_ record: RejectedRecord) throws(FileFault) {
    rejected[record.reason, default: 0] += 1
    try rejectedList.write(record.json)
  }

  /// Ends all files and writes dataset.json. Call it once, last.
  ///
  /// - Parameters:
  ///   - facts: What the run was given.
  ///   - found: How many things the crawl found.
  /// - Throws: ``Failure`` if something cannot be written, or not all faces came.
  public func finish(
    facts: DatasetDescription.Facts, found: Int
  ) throws(Failure) -> DatasetDescription {
    try checkFaces()
    do throws(FileFault) {
      let description = try describe(facts, found: found)
      let file = try OutputFile("\(folder)/\(Publication.descriptionName)")
      try file.write(description.page.utf8)
      _ = try file.finish()
      return description
    } catch {
      throw .file(error)
    }
  }

  /// A dataset that lacks faces is never published as if it were whole.
  private func checkFaces() throws(Failure) {
    for split in Split.allCases {
      let writer = splits[split]
      if writer.written != writer.total {
        throw .faces(split, announced: writer.total, written: writer.written)
      }
      if identities[split].faces != writer.written {
        throw .identities(split, faces: identities[split].faces, written: writer.written)
      }
    }
  }

  private func describe(
    _ facts: DatasetDescription.Facts, found: Int
  ) throws(FileFault) -> DatasetDescription {
    let lists = [
      ListFile.identities.rawValue: try identityList.finish(),
      ListFile.rejected.rawValue: try rejectedList.finish(),
      ListFile.duplicates.rawValue: try duplicateList.finish(),
    ]
    let kept = Split.allCases.reduce(0) { $0 + splits[$1].written }
    return DatasetDescription(
      facts: facts,
      counts: DatasetDescription.Counts(
        found: found, aligned: kept, rejected: rejected, duplicates: 0, kept: kept,
        identities: Split.allCases.reduce(0) { $0 + identities[$1].count }),
      mean: statistics.mean, deviation: statistics.deviation,
      splits: Dictionary(
        uniqueKeysWithValues: Split.allCases.map { split in
          (
            split,
            DatasetDescription.SplitDescription(
              faces: splits[split].written, identities: identities[split].count,
              shards: splits[split].shards)
          )
        }),
      lists: lists)
  }
}

extension OutputFile {
  /// Adds a value as a line.
  func write(_ value: JSONValue) throws(FileFault) {
    try write((value.line + "\n").utf8)
  }
}

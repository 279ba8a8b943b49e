/// Writes a dataset's files into a folder, in one pass.
///
/// The folder is one that nobody reads yet; ``Publication`` puts what was written in place.
public final class DatasetWriter {
  private let folder: String
  private let splits: PerSplit<SplitWriter>
  private let lists: [ListFile: OutputFile]
  private var lines: [ListFile: Int] = [:]
  private var statistics = ChannelStatistics()
  private var rejected: [String: Int] = [:]
  private var conflicts = 0
  /// How many lines of duplicates.jsonl are of faces that are kept.
  private var keptConflicts = 0
  private var unmatched: [UnmatchedRecord.Kind: Int] = [:]
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
    var lists: [ListFile: OutputFile] = [:]
    for list in ListFile.allCases {
      lists[list] = try OutputFile("\(folder)/\(list.rawValue)")
    }
    self.lists = lists
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
    for rows in record.allRows {
      identities[rows.split].count += 1
      identities[rows.split].faces += rows.faces
    }
    try write(record.json, to: .identities)
  }

  /// Adds what gave no face.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  public func write(_ record: RejectedRecord) throws(FileFault) {
    rejected[record.reason, default: 0] += 1
    try write(record.json, to: .rejected)
  }

  /// Adds a face that is one too many.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  public func write(_ record: DuplicateRecord) throws(FileFault) {
    if record.conflict != nil { conflicts += 1 }
    if !record.isLeftOut { keptConflicts += 1 }
    try write(record.json, to: .duplicates)
  }

  /// Adds a face of somebody who is left out.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  public func write(_ record: ExcludedRecord) throws(FileFault) {
    try write(record.json, to: .excluded)
  }

  /// Adds a face of somebody who has too few.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  public func write(_ record: PrunedRecord) throws(FileFault) {
    try write(record.json, to: .pruned)
  }

  /// Adds a row of metadata without a file, or a file without a row.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  public func write(_ record: UnmatchedRecord) throws(FileFault) {
    unmatched[record.kind, default: 0] += 1
    try write(record.json, to: .unmatched)
  }

  private func write(_ line: JSONValue, to list: ListFile) throws(FileFault) {
    lines[list, default: 0] += 1
    try lists[list]?.write(line)
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
    var digests: [String: String] = [:]
    for (list, file) in lists { digests[list.rawValue] = try file.finish() }
    return DatasetDescription(
      facts: facts, counts: counts(found: found),
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
      lists: digests)
  }

  private func counts(found: Int) -> DatasetDescription.Counts {
    func count(_ list: ListFile) -> Int { lines[list] ?? 0 }
    let kept = Split.allCases.reduce(0) { $0 + splits[$1].written }
    let duplicates = count(.duplicates) - keptConflicts
    return DatasetDescription.Counts(
      found: found, aligned: kept + duplicates + count(.excluded) + count(.pruned),
      rejected: rejected, duplicates: duplicates, conflicts: conflicts,
      excluded: count(.excluded),
      pruned: count(.pruned), kept: kept, identities: count(.identities),
      rowsWithoutFile: unmatched[.rowWithoutFile] ?? 0,
      filesWithoutRow: unmatched[.fileWithoutRow] ?? 0)
  }
}

extension OutputFile {
  /// Adds a value as a line.
  func write(_ value: JSONValue) throws(FileFault) {
    try write((value.line + "\n").utf8)
  }
}

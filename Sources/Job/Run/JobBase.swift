import Shard

/// What a run begins with.
enum JobBase {
  /// Nothing: every image is to be aligned.
  case nothing
  /// The catalog of a run that did not end, and what it was made with.
  case unfinished(CatalogSettings)
  /// The published dataset, and what it was made with.
  case published(CatalogSettings)
}

extension JobBase {
  /// Finds what there is in an output folder that a run can go on from.
  ///
  /// - Throws: ``JobError`` where there is something that was made with other settings, or cannot be
  ///   read, and is not to be overwritten.
  init(in folder: OutputFolder, for settings: CatalogSettings, overwrites: Bool) throws {
    if let unfinished = try Self.unfinished(in: folder, settings, overwrites: overwrites) {
      self = .unfinished(unfinished)
    } else if !overwrites, let published = try Self.published(in: folder, settings) {
      self = .published(published)
    } else {
      self = .nothing
    }
  }

  /// What the unfinished work was made with; nil where there is none, or none to be kept.
  private static func unfinished(
    in folder: OutputFolder, _ settings: CatalogSettings, overwrites: Bool
  ) throws -> CatalogSettings? {
    guard folder.holdsEarlierWork else { return nil }
    do {
      // One that its run was ended in the middle of creating.
      if try Database(folder.catalog).integer("PRAGMA user_version") == 0 {
        try folder.startOver()
        return nil
      }
      let catalog = try Catalog.openOurs(folder.catalog)
      let there = try CatalogSettings(of: catalog)
      let isOfOverwriting = try CatalogSettings.isOfOverwriting(catalog)
      if let there {
        let difference = settings.difference(from: there)
        if difference == nil && (!overwrites || isOfOverwriting) { return there }
        if let difference, !overwrites, try Catalog.holdsOutcomes(catalog) {
          throw JobError.conflict(output: folder.path, difference, isUnfinished: true)
        }
      }
    } catch let failure as Database.Failure where failure.isDamage {
      if !overwrites { throw JobError.damaged(path: failure.path, problem: failure.message) }
    }
    try folder.startOver()
    return nil
  }

  /// What the published dataset was made with; nil where there is none, or none with faces.
  private static func published(
    in folder: OutputFolder, _ settings: CatalogSettings
  ) throws -> CatalogSettings? {
    guard folder.holdsDataset, folder.publishedFaces > 0 else { return nil }
    do {
      try check { () throws(FileFault) in _ = try InputFile(folder.publishedCatalog) }
      let catalog = try Catalog.openOurs(folder.publishedCatalog, readOnly: true)
      guard let there = try CatalogSettings(of: catalog) else {
        throw JobError.damaged(path: catalog.path, problem: "it lacks the settings of its run")
      }
      if let difference = settings.difference(from: there) {
        throw JobError.conflict(output: folder.path, difference, isUnfinished: false)
      }
      try checkShards(of: folder.path)
      return there
    } catch let failure as Database.Failure where failure.isDamage {
      throw JobError.damaged(path: failure.path, problem: failure.message)
    }
  }

  /// The faces are to be taken from the shards, or to stay in them.
  private static func checkShards(of output: String) throws {
    let dataset = try PublishedDataset.open(output)
    for shard in dataset.splits.values.flatMap(\.shards) {
      try check { () throws(FileFault) in
        let reader = try ShardReader("\(output)/\(shard.tensor)", size: dataset.size)
        guard reader.faces == shard.faces else {
          throw FileFault("\(output)/\(shard.tensor)", .read, .malformed)
        }
        _ = try InputFile("\(output)/\(shard.manifest)")
      }
    }
    for list in ListFile.allCases {
      try check { () throws(FileFault) in _ = try InputFile("\(output)/\(list.rawValue)") }
    }
  }

  /// A file of the dataset that is gone or cut is no reason to give up, but to begin anew.
  private static func check(_ look: () throws(FileFault) -> Void) throws(JobError) {
    do throws(FileFault) {
      try look()
    } catch {
      throw .damaged(path: error.path, problem: error.problem)
    }
  }
}

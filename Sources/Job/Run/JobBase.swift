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
  /// Whether it is work of a run that did not end.
  var isUnfinished: Bool {
    if case .unfinished = self { true } else { false }
  }

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
      if try Database(folder.catalog).integer("PRAGMA user_version") == 0 { return nil }
      let catalog = try Catalog.openOurs(folder.catalog)
      let there = try CatalogSettings(of: catalog)
      let difference = there.flatMap { settings.difference(from: $0) }
      if overwrites {
        let isOurs = try difference == nil && CatalogSettings.isOfOverwriting(catalog)
        return isOurs ? there : nil
      }
      if try !Catalog.holdsOutcomes(catalog) { return difference == nil ? there : nil }
      if let difference {
        throw JobError.conflict(
          output: folder.path, difference,
          of: try folder.holdsDataset ? .unfinishedOverDataset : .unfinished)
      }
      guard let there else {
        throw JobError.damagedWork(catalog: catalog.path, problem: Self.lackOfSettings)
      }
      try Catalog.check(catalog)
      return there
    } catch let failure as Database.Failure where failure.isDamage {
      if !overwrites {
        throw JobError.damagedWork(catalog: failure.path, problem: failure.message)
      }
      return nil
    }
  }

  private static let lackOfSettings = "it lacks settings of its run"

  /// What the published dataset was made with; nil where there is none, or none with faces.
  private static func published(
    in folder: OutputFolder, _ settings: CatalogSettings
  ) throws -> CatalogSettings? {
    // Those that it leaves out count: they are used again.
    guard let counts = try folder.publishedCounts, counts.aligned > 0 else { return nil }
    do {
      try JobError.noticingDamage { () throws(FileFault) in
        _ = try InputFile(folder.publishedCatalog)
      }
      let catalog = try Catalog.openOurs(folder.publishedCatalog, readOnly: true)
      guard let there = try CatalogSettings(of: catalog) else {
        throw JobError.damaged(path: catalog.path, problem: Self.lackOfSettings)
      }
      if let difference = settings.difference(from: there) {
        throw JobError.conflict(output: folder.path, difference, of: .dataset)
      }
      try Catalog.check(catalog)
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
      try JobError.noticingDamage { () throws(FileFault) in
        let reader = try ShardReader("\(output)/\(shard.tensor)", size: dataset.size)
        guard reader.faces == shard.faces else {
          throw FileFault("\(output)/\(shard.tensor)", .read, .malformed)
        }
        _ = try InputFile("\(output)/\(shard.manifest)")
      }
    }
    for list in ListFile.allCases {
      try JobError.noticingDamage { () throws(FileFault) in
        _ = try InputFile("\(output)/\(list.rawValue)")
      }
    }
  }
}

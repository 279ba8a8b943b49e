import Align
import Select
import Shard

/// What there is in an output folder: of the dataset, of a run that has not ended, or of both.
public struct DatasetStatistics: Sendable {
  /// The folder.
  public let folder: String
  /// The dataset; nil where there is none yet.
  public let dataset: CountedCatalog?
  /// A run that has not ended; nil where there is none.
  public let run: CountedCatalog?
  /// Whether that run is at work; nil where that cannot be told.
  public let isAtWork: Bool?

  /// Counts what there is. A run at work is not held up.
  ///
  /// - Throws: ``JobError`` where there is neither, or it cannot be read.
  public init(folder: String) throws(JobError) {
    self.folder = folder
    do {
      (dataset, run, isAtWork) = try Self.count(folder)
    } catch .damaged(let path, let problem) {
      throw .exportOfDamaged(path: path, problem: problem, dataset: folder)
    } catch .file(let fault) where fault.action == .write {
      // SQLite does not say what it was at; nothing is written here.
      throw .file(FileFault(fault.path, .read, fault.cause))
    }
  }

  private static func count(
    _ folder: String
  ) throws(JobError) -> (dataset: CountedCatalog?, run: CountedCatalog?, isAtWork: Bool?) {
    try reporting(Interruption()) {
      let dataset = try Self.dataset(in: folder)
      let unfinished = "\(folder)/\(OutputFolder.unfinishedName)"
      let run = try Self.run(in: unfinished)
      if dataset == nil && run == nil { throw JobError.nothingToCount(folder: folder) }
      return (
        dataset, run, run == nil ? false : FolderLock.isHeld(in: unfinished)
      )
    }
  }

  private static func dataset(in folder: String) throws -> CountedCatalog? {
    let description: [UInt8]
    do throws(PublishedDataset.Failure) {
      description = try PublishedDataset.bytes(in: folder)
    } catch {
      if case .missing = error { return nil }
      throw error
    }
    let dataset = try PublishedDataset(description, in: folder)
    let path = "\(folder)/\(OutputFolder.catalogName)"
    do {
      try JobError.noticingDamage { () throws(FileFault) in _ = try InputFile(path) }
      let table = try CatalogTable(
        try Catalog.openOurs(path, readOnly: true),
        anchors: AnchorSet(rawValue: dataset.landmarks) ?? .outerEyesAndNose,
        size: dataset.size)
      guard try PublishedDataset.bytes(in: folder) == description else {
        throw PublishedDataset.Failure.replaced(folder: folder)
      }
      return CountedCatalog(table, of: dataset)
    } catch {
      if try PublishedDataset.bytes(in: folder) != description {
        throw PublishedDataset.Failure.replaced(folder: folder)
      }
      throw error
    }
  }

  /// The run's catalog is read as it was at one instant.
  private static func run(in unfinished: String) throws -> CountedCatalog? {
    let path = "\(unfinished)/\(OutputFolder.catalogName)"
    guard try Folder.holds(path) else { return nil }
    do {
      _ = try InputFile(path)
      let catalog = try Database(path, readOnly: true)
      // One that was created this instant.
      if try catalog.integer("PRAGMA user_version") == 0 { return CountedCatalog() }
      _ = try Catalog.openOurs(path, readOnly: true)
      return try catalog.snapshot {
        guard let settings = try CatalogSettings(of: catalog) else { return CountedCatalog() }
        return CountedCatalog(
          try CatalogTable(
            catalog, anchors: settings.anchors ?? .outerEyesAndNose, size: settings.size ?? 96))
      }
    } catch {
      // The run has ended meanwhile.
      if try !Folder.holds(path) { return nil }
      throw error
    }
  }
}

extension CatalogSettings {
  /// The landmarks that are aligned.
  fileprivate var anchors: AnchorSet? {
    shaping["landmarks"].flatMap { AnchorSet(rawValue: $0.filter { $0 != "\"" }) }
  }

  /// A face's edge, in pixels.
  fileprivate var size: Int? { shaping["size"].flatMap { Int($0) } }
}

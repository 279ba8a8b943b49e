import Align
import Crawl
import Shard

/// What a run is to do, found out before anything of an earlier run's is changed.
struct JobPlan {
  private let job: AlignJob
  let folder: OutputFolder
  /// The names of the tree's identities.
  let names: NamesFile
  /// What dataset.json will say of the run.
  let facts: DatasetDescription.Facts
  /// What its catalog will.
  let settings: CatalogSettings
  /// What it begins with.
  let base: JobBase

  /// - Throws: ``JobError`` where the output folder holds what does not go with the settings.
  init(_ job: AlignJob, in folder: OutputFolder) throws {
    self.job = job
    self.folder = folder
    let models = try ModelDigests(landmarkModel: job.settings.landmarkModel)
    names = try NamesFile(job.tree, report: job.report)
    facts = job.facts(models, names)
    settings = CatalogSettings(facts, of: job)
    base = try JobBase(in: folder, for: settings, overwrites: job.settings.overwrites)
  }

  /// The dataset that is there, if the run would give the same one.
  func unchanged(_ interruption: Interruption) throws -> PublishedDataset? {
    guard case .published(let there) = base, there.facts == settings.facts else { return nil }
    let catalog = try Catalog.openOurs(folder.publishedCatalog, readOnly: true)
    do {
      _ = try merge(job.report, interruption).run(catalog, source: Catalog.onlySource) { _ in
        throw Changed()
      }
    } catch is Changed {
      return nil
    }
    return try PublishedDataset.open(folder.path)
  }

  /// The first difference ends the comparison.
  private struct Changed: Error {}

  /// Whether the run has found nothing that the published dataset does not say: what was tried again
  /// had the same outcome.
  func isUnchanged(by catalog: Catalog) throws -> Bool {
    guard case .published(let there) = base, there.facts == settings.facts else { return false }
    return try catalog.saysTheSame(as: folder.publishedCatalog)
  }

  /// Makes sure that the raw tree and the output folder are still where they were.
  ///
  /// - Parameter looksAtTree: Whether the tree is looked at, which can take as long as its disk takes.
  /// - Throws: ``JobError``.
  func checkPlaces(looksAtTree: Bool = true) throws(JobError) {
    if looksAtTree && !job.tree.isInPlace {
      throw .treeIsGone(root: TreePath(job.tree.root).text)
    }
    if !folder.isHeld { throw .outputIsGone(output: folder.path) }
  }

  /// Makes sure that results are worth being noted: those of images that were not found are not if
  /// the raw tree is gone. It is not looked at for others, so that a disk that does not answer does
  /// not hold up the run.
  ///
  /// - Throws: ``JobError``.
  func check(_ results: [ImageResult]) throws(JobError) {
    try checkPlaces(
      looksAtTree: results.contains {
        if case .rejected("unreadable", _) = $0.outcome { true } else { false }
      })
  }

  /// The path of the catalog to work on, which is there if the run begins with one. All other work of
  /// earlier runs is gone then.
  ///
  /// - Throws: ``JobError/empty(root:)`` where it would go for a tree without files.
  func workingCatalog() throws -> String {
    if base.isUnfinished { return folder.catalog }
    if folder.holdsEarlierWork && job.tree.walk().first(where: { _ in true }) == nil {
      throw JobError.empty(root: TreePath(job.tree.root).text)
    }
    try folder.startOver()
    if case .published = base { try folder.takePublishedCatalog() }
    return folder.catalog
  }

  /// The comparison of the tree with a catalog.
  func merge(_ report: @escaping (JobEvent) -> Void, _ interruption: Interruption) -> TreeMerge {
    let earlier =
      switch base {
      case .nothing: settings
      case .unfinished(let settings), .published(let settings): settings
      }
    return TreeMerge(job.tree, retrial: Retrial(from: earlier, to: job.settings)) { found in
      report(.crawling(found: found))
      if interruption.isRequested { throw JobError.interrupted("while the raw tree was walked") }
    }
  }
}

extension AlignJob {
  /// What dataset.json says of the run: what shapes its bytes, and nothing else.
  fileprivate func facts(
    _ models: ModelDigests, _ names: NamesFile
  ) -> DatasetDescription.Facts {
    let align = settings.align
    return DatasetDescription.Facts(
      size: align.warp.size, landmarks: align.warp.anchors.rawValue, tool: settings.tool,
      sources: [
        [
          "name": .string(tree.name.text), "layout": .string(tree.layout.name),
          "names_sha256": names.sha256.map(JSONValue.string) ?? .null,
        ]
      ],
      options: [
        "size": .int(align.warp.size), "landmarks": .string(align.warp.anchors.rawValue),
        "upsample": .int(align.upsample), "max_pixels": .int(align.maxPixels),
        "warp": .string(align.warp.arithmetic.rawValue),
        "shard_size": .int(settings.shardSize),
      ],
      models: models.digests, libraries: VisionLibraries.versions)
  }
}

extension CatalogSettings {
  /// The settings of a job, of which dataset.json will state these facts.
  fileprivate init(_ facts: DatasetDescription.Facts, of job: AlignJob) {
    let align = job.settings.align
    let shaping: [String: JSONValue] = [
      "revision": .int(AlignSettings.revision), "tree": .string(job.tree.name.text),
      "size": .int(align.warp.size), "landmarks": .string(align.warp.anchors.rawValue),
      "upsample": .int(align.upsample), "warp": .string(align.warp.arithmetic.rawValue),
      "models": JSONValue(sorted: facts.models.mapValues(JSONValue.string)),
      "libraries": .array(facts.libraries.map(JSONValue.string)),
    ]
    self.init(
      shaping: shaping.mapValues(\.line), maxPixels: align.maxPixels,
      timeout: job.settings.timeout, facts: facts.json.line)
  }
}

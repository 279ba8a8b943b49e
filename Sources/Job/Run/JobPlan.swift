import Align
import Crawl
import Select
import Shard

/// What a run is to do, found out before anything of an earlier run's is changed.
struct JobPlan {
  private let job: AlignJob
  let folder: OutputFolder
  /// The raw trees, in the order in which they were given.
  let sources: [SourceTree]
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
    for (index, tree) in job.trees.enumerated() {
      for (place, other) in job.trees.enumerated() where place != index {
        guard let outer = String(validating: other.root, as: UTF8.self), tree.lies(in: outer)
        else { continue }
        // Of a tree that is given twice the second is named.
        if place > index && other.lies(in: TreePath(tree.root).text) { continue }
        throw JobError.nested(root: TreePath(tree.root).text, outer: outer)
      }
    }
    let names = job.trees.map(\.name).sorted()
    if let (name, _) = zip(names, names.dropFirst()).first(where: { $0 == $1 }) {
      throw JobError.sameName(name: name.text)
    }
    let models = try ModelDigests(landmarkModel: job.settings.landmarkModel)
    sources = try job.trees.map { tree in
      try SourceTree(tree, settings: job.settings, report: job.report)
    }
    facts = job.facts(models, sources)
    settings = CatalogSettings(facts, of: job)
    base = try JobBase(in: folder, for: settings, overwrites: job.settings.overwrites)
  }

  /// The dataset that is there, if the run would give the same one.
  func unchanged(_ interruption: Interruption) throws -> PublishedDataset? {
    guard case .published(let there) = base, there.facts.isExactly(settings.facts) else {
      return nil
    }
    let catalog = try Catalog.openOurs(folder.publishedCatalog, readOnly: true)
    do {
      for (index, source) in sources.enumerated() {
        let merge = merge(source, job.report, interruption)
        _ = try merge.run(catalog, source: index + 1) { _ in throw Changed() }
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
    guard case .published(let there) = base, there.facts.isExactly(settings.facts) else {
      return false
    }
    return try catalog.saysTheSame(as: folder.publishedCatalog)
  }

  /// Makes sure that the raw tree and the output folder are still where they were.
  ///
  /// - Parameter looksAtTree: Whether the tree is looked at, which can take as long as its disk takes.
  /// - Throws: ``JobError``.
  func checkPlaces(looksAtTree: Bool = true) throws(JobError) {
    if looksAtTree, let gone = job.trees.first(where: { !$0.isInPlace }) {
      throw .treeIsGone(root: TreePath(gone.root).text)
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
    let empty = job.trees.first { $0.walk().first(where: { _ in true }) == nil }
    if folder.holdsEarlierWork, let empty {
      throw JobError.empty(root: TreePath(empty.root).text)
    }
    try folder.startOver()
    if case .published = base { try folder.takePublishedCatalog() }
    return folder.catalog
  }

  /// The comparison of a tree with a catalog.
  func merge(
    _ source: SourceTree, _ report: @escaping (JobEvent) -> Void, _ interruption: Interruption
  ) -> TreeMerge {
    let earlier =
      switch base {
      case .nothing: settings
      case .unfinished(let settings), .published(let settings): settings
      }
    return TreeMerge(source, retrial: Retrial(from: earlier, to: job.settings)) { found in
      report(.crawling(found: found))
      if interruption.isRequested { throw JobError.interrupted("while the raw tree was walked") }
    }
  }
}

extension AlignJob {
  /// What dataset.json says of the run: what shapes its bytes, and nothing else.
  fileprivate func facts(
    _ models: ModelDigests, _ sources: [SourceTree]
  ) -> DatasetDescription.Facts {
    let align = settings.align
    return DatasetDescription.Facts(
      size: align.warp.size, landmarks: align.warp.anchors.rawValue, tool: settings.tool,
      sources: sources.map(\.facts),
      options: [
        "size": .int(align.warp.size), "landmarks": .string(align.warp.anchors.rawValue),
        "upsample": .int(align.upsample), "max_pixels": .int(align.maxPixels),
        "warp": .string(align.warp.arithmetic.rawValue),
        "count_faces": .bool(align.countsFaces), "fast": .bool(align.isFast),
        "shard_size": .int(settings.shardSize), "trust_files": .bool(settings.trustsFiles),
      ].merging(selectionOptions) { $1 },
      models: models.digests, libraries: VisionLibraries.versions)
  }
}

extension AlignJob {
  /// The options that decide what goes into the dataset.
  private var selectionOptions: [String: JSONValue] {
    let selection = settings.selection
    return [
      "duplicates": .string(selection.duplicates.rawValue),
      "conflicts": .string(selection.conflicts.rawValue),
      "same_name": .string(selection.sameName.rawValue),
      "names": .string(selection.names.rawValue),
      "exclude_names": .array(settings.exclusionLists.map(JSONValue.string)),
      "merge_probable": .bool(selection.mergesProbable),
      "min_images": .int(selection.leastImages), "val": .double(selection.valShare),
      "split_by": .string(selection.splitUnit.rawValue),
      // As text, because JSON's readers take large numbers for inexact ones.
      "shuffle": JSONValue(selection.shuffleSeed.map(String.init)),
    ]
  }
}

extension CatalogSettings {
  /// The settings of a job, of which dataset.json will state these facts.
  fileprivate init(_ facts: DatasetDescription.Facts, of job: AlignJob) {
    let align = job.settings.align
    let shaping: [String: JSONValue] = [
      "revision": .int(AlignSettings.revision),
      "trees": .array(job.trees.map { .string($0.name.text) }),
      "size": .int(align.warp.size), "landmarks": .string(align.warp.anchors.rawValue),
      "upsample": .int(align.upsample), "warp": .string(align.warp.arithmetic.rawValue),
      "count_faces": .bool(align.countsFaces), "fast": .bool(align.isFast),
      "models": JSONValue(sorted: facts.models.mapValues(JSONValue.string)),
      "libraries": .array(facts.libraries.map(JSONValue.string)),
    ]
    self.init(
      shaping: shaping.mapValues(\.line), maxPixels: align.maxPixels,
      timeout: job.settings.timeout, facts: facts.json.line)
  }
}

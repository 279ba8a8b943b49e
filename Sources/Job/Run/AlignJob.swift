import Align
import Crawl
import Select
import Shard

/// The main job: raw trees become a dataset.
public struct AlignJob {
  let trees: [RawTree]
  let output: String
  let settings: JobSettings
  let report: (JobEvent) -> Void

  /// Creates a job; nothing is touched before ``run(interruption:)``.
  ///
  /// - Parameters:
  ///   - trees: The raw trees, in the order in which their identities are to come. Their names
  ///     differ.
  ///   - output: The dataset's folder, to be created or brought up to date.
  ///   - settings: Everything else.
  ///   - report: Called on the caller's thread, often, while the job runs.
  public init(
    trees: [RawTree], output: String, settings: JobSettings,
    report: @escaping (JobEvent) -> Void
  ) {
    self.trees = trees
    self.output = output
    self.settings = settings
    self.report = report
  }

  /// Crawls, aligns what has no outcome yet, and publishes.
  ///
  /// - Parameters:
  ///   - early: A fork server to take rather than start the worker program.
  ///   - interruption: What ends the run before it is done.
  /// - Throws: ``JobError``. What was done is kept, and the same job goes on from there; a dataset in
  ///   the output folder is as it was, except where its files cannot be given links if its
  ///   publication failed.
  public func run(
    early: EarlyForkServer? = nil, interruption: Interruption = Interruption()
  ) throws(JobError) -> JobSummary {
    let start = ForkServerStart(
      settings.workerProgram, landmarkModel: settings.landmarkModel, early: early)
    return try run(
      with: try start.take(interruption: interruption), ahead: start.begin,
      interruption: interruption)
  }

  /// As ``run(interruption:)``, with a server that comes from elsewhere.
  ///
  /// - Parameters:
  ///   - server: The server with its models, asked for when workers are to be started.
  ///   - begin: Called, more than once perhaps, as soon as it is likely that there is something to
  ///     align, so that the models are loaded meanwhile.
  func run(
    with server: @autoclosure () throws -> ForkServer, ahead begin: () -> Void = {},
    interruption: Interruption = Interruption()
  ) throws(JobError) -> JobSummary {
    try reporting(interruption) {
      // Of a dataset it remains to be seen whether anything has changed.
      if (try? OutputFolder.holdsDataset(output)) == false { begin() }
      let folder = try OutputFolder(output, raw: trees) { report(.note($0)) }
      do {
        let plan = try JobPlan(self, in: folder)
        if let dataset = try plan.unchanged(interruption) {
          try addReport(to: folder, interruption)
          try folder.clear()
          return JobSummary(dataset, in: output)
        }
        begin()
        let catalog = try Catalog(
          working: try plan.workingCatalog(), interruption: interruption)
        var timings = RunTimings()
        var watch = Stopwatch()
        let crawled = try crawl(plan, into: catalog, interruption)
        timings.crawl = watch.lap()
        try checkSpace(catalog)
        try align(catalog, plan, server, interruption, &timings)
        _ = watch.lap()
        try catalog.explainWrongFiles(plan.sources)
        let work = JobSummary.Work(
          done: crawled.pending, reused: crawled.counts.kept, gone: crawled.counts.gone,
          isUnchanged: try plan.isUnchanged(by: catalog))
        if work.isUnchanged {
          let dataset = try PublishedDataset.open(output)
          try addReport(to: folder, interruption)
          try folder.clear()
          timings.finish = watch.lap()
          return JobSummary(dataset, in: output, work: work, timings: timings)
        }
        let written = try write(plan, catalog, interruption)
        let hasReport = try report(on: folder.staged, interruption)
        report(.publishing)
        try folder.publish(written.files, hasReport: hasReport)
        finish(folder)
        timings.finish = watch.lap()
        return JobSummary(
          output: output, counts: written.counts, splits: written.splits,
          sources: plan.sources.map(\.published), work: work, timings: timings)
      } catch {
        // Without the folder, what else went wrong came of that.
        guard folder.isHeld else { throw JobError.outputIsGone(output: output) }
        try? folder.leave(isMistaken: (error as? JobError)?.leavesNothing ?? false)
        throw error
      }
    }
  }

  /// Brings the catalog up to what the trees are now.
  private func crawl(
    _ plan: JobPlan, into catalog: Catalog, _ interruption: Interruption
  ) throws -> (counts: TreeMerge.Counts, pending: Int) {
    var rejected = NotedRows()
    let counts = try catalog.transaction {
      for tree in trees {
        if let note = try catalog.noteOnLayout(of: tree) { report(.note(note)) }
      }
      try catalog.setSources(plan.sources)
      var counts = TreeMerge.Counts()
      for (index, source) in plan.sources.enumerated() {
        counts += try crawl(
          source, id: index + 1, plan, into: catalog, &rejected, interruption)
      }
      try plan.checkPlaces()
      try plan.settings.write(to: catalog.database)
      if settings.overwrites { try CatalogSettings.markOverwriting(catalog.database) }
      return counts
    }
    try rejectedRows(of: catalog)?.forEachPage(of: rejected) { report(.rejected($0)) }
    let pending = try catalog.count().pending
    if plan.base.isUnfinished {
      report(
        .note(
          "going on with an unfinished run: \(counts.found - pending) of \(counts.found)"
            + " files are done"))
    }
    return (counts, pending)
  }

  /// What rejections are read back with to be told of; nil where nobody asks.
  private func rejectedRows(of catalog: Catalog) throws -> RejectedRows? {
    settings.tellsRejections ? try RejectedRows(catalog) : nil
  }

  /// Brings the catalog up to what one of the trees is now, and notes what is rejected by that.
  private func crawl(
    _ source: SourceTree, id: Int, _ plan: JobPlan, into catalog: Catalog,
    _ rejected: inout NotedRows, _ interruption: Interruption
  ) throws -> TreeMerge.Counts {
    let root = TreePath(source.tree.root).text
    let faces = try catalog.countFaces(ofSource: id)
    let counts = try plan.merge(source, report, interruption)
      .run(catalog.database, source: id) { change in
        let row = try catalog.apply(change, source: id)
        if settings.tellsRejections, let row { rejected.add(row) }
      }
    if counts.found == 0 { throw JobError.empty(root: root) }
    // Most likely a disk is not mounted, or another tree was named.
    if try faces > 0 && counts.again == 0 && catalog.countFaces(ofSource: id) == 0 {
      throw JobError.otherTree(
        root: root, faces: faces, output: output, isUnfinished: plan.base.isUnfinished)
    }
    return counts
  }

  private func checkSpace(_ catalog: Catalog) throws {
    guard settings.checksSpace else { return }
    let size = settings.align.warp.size
    let count = try catalog.count()
    let estimate = SpaceEstimate(
      found: count.found, pending: count.pending,
      stored: try catalog.countFaces(),
      faceBytes: 3 * size * size, free: try Folder.freeBytes(at: output))
    if estimate.needed > estimate.free { throw JobError.space(output: output, estimate) }
  }

  /// Aligns all images of the catalog that wait.
  private func align(
    _ catalog: Catalog, _ plan: JobPlan, _ server: () throws -> ForkServer,
    _ interruption: Interruption, _ timings: inout RunTimings
  ) throws {
    guard try catalog.count().pending > 0 else { return }
    let pool = try WorkerPool(
      try start(server), settings: settings.align, workers: settings.jobs,
      timeout: settings.timeout
    ) { trees[$0.source - 1].location(of: $0.path) }
    try Runner(
      catalog: catalog, workers: pool, interruption: interruption, check: plan.check,
      report: report, rejected: try rejectedRows(of: catalog)
    ).run(&timings)
    let left = try catalog.count().pending
    // What is published accounts for every image, or is not published.
    if left > 0 { throw JobError.workerProgram(problem: "\(left) images have no outcome") }
  }

  private func start(_ server: () throws -> ForkServer) throws -> ForkServer {
    do {
      return try server()
    } catch ForkServer.Failure.refused(code: 0, let problem) {
      throw JobError.landmarkModel(problem)
    } catch let failure as ForkServer.Failure {
      throw JobError(failure)
    }
  }

  /// Decides which faces go into the dataset.
  private func select(
    _ plan: JobPlan, _ catalog: Catalog, _ interruption: Interruption
  ) throws -> (faces: FaceTable, selection: Selection) {
    let published = try plan.folder.publishedCounts
    if let published, published.aligned > 0, try catalog.countFaces() == 0 {
      throw try noFaces(catalog)
    }
    try noteFaceless(plan.sources, catalog)
    let faces = try FaceTable(catalog, plan.sources)
    report(.selecting(faces: faces.ids.count))
    let selection = Selection(
      faces.candidates, faces.descriptors, faces.identities, settings: settings.selection,
      isCancelled: { interruption.isRequested })
    if interruption.isRequested { throw JobError.interrupted("while faces were selected") }
    if let published, published.kept > 0, selection.people.isEmpty {
      throw JobError.nothingKept(output: output, leftOut: selection.leftOut)
    }
    let notes = selection.notes(on: faces.identities, plan.sources, settings.selection)
    for note in notes { report(.note(note)) }
    return (faces, selection)
  }

  /// Writes the dataset, to be published.
  private func write(
    _ plan: JobPlan, _ catalog: Catalog, _ interruption: Interruption
  ) throws -> DatasetDescription {
    let folder = plan.folder
    try plan.checkPlaces()
    let (faces, selection) = try select(plan, catalog, interruption)
    let size = settings.align.warp.size
    let writer = try DatasetWriter(
      folder: folder.staged, size: size, shardSize: settings.shardSize,
      faces: selection.rows.mapValues(\.count))
    let copy = try CatalogCopy(
      of: catalog, to: "\(folder.staged)/\(OutputFolder.catalogName)", settings: plan.settings)
    try Assembly(
      catalog: catalog, sources: plan.sources, faces: faces, selection: selection,
      settings: settings.selection,
      pixels: try FacePixels(catalog, dataset: output, size: size),
      rows: try FaceRows(catalog, anchors: settings.align.warp.anchors),
      interruption: interruption, report: report
    ).write(to: writer, and: copy)
    try copy.finish()
    let description = try writer.finish(
      facts: plan.facts, found: try catalog.count().found)
    if faces.identities.count == 1 { try noteFolders(of: catalog) }
    return description
  }

  private func finish(_ folder: OutputFolder) {
    do throws(FileFault) {
      try folder.clear()
    } catch {
      report(.note("\(error); the dataset is whole without it"))
    }
  }
}

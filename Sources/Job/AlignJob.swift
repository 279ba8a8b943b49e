import Align
import Crawl
import Shard

/// The main job: a raw tree becomes a dataset.
public struct AlignJob {
  private let tree: RawTree
  private let output: String
  private let settings: JobSettings
  private let report: (JobEvent) -> Void

  /// Creates a job; nothing is touched before ``run(interruption:)``.
  ///
  /// - Parameters:
  ///   - tree: The raw tree.
  ///   - output: The dataset's folder, to be created or replaced.
  ///   - settings: Everything else.
  ///   - report: Called on the caller's thread, often, while the job runs.
  public init(
    tree: RawTree, output: String, settings: JobSettings, report: @escaping (JobEvent) -> Void
  ) {
    self.tree = tree
    self.output = output
    self.settings = settings
    self.report = report
  }

  /// Crawls, aligns, and publishes.
  ///
  /// - Throws: ``JobError``; an older dataset in the output folder is untouched then, unless it was
  ///   its publication that failed.
  public func run(interruption: Interruption = Interruption()) throws(JobError) -> JobSummary {
    try run(
      with: try JobModels(landmarkModel: settings.landmarkModel), interruption: interruption)
  }

  /// As ``run(interruption:)``, with models that come from elsewhere. They are asked for when it is
  /// known that the output folder can be used, because loading them takes a second or two.
  func run(
    with loaded: @autoclosure () throws -> JobModels, interruption: Interruption = Interruption()
  ) throws(JobError) -> JobSummary {
    try reporting {
      let folder = try OutputFolder(output, raw: tree) { report(.note($0)) }
      let models: JobModels
      do {
        models = try loaded()
      } catch {
        try folder.discard()
        throw error
      }
      let catalog = try Catalog(creating: folder.catalog)
      let found = try crawl(into: catalog, interruption)
      if found == 0 {
        try folder.discard()
        throw JobError.empty(root: TreePath(tree.root).text)
      }
      let faces = try align(catalog, models.align, into: folder.faces, interruption)
      let names = try NamesFile(tree, report: report)
      let writer = try DatasetWriter(
        folder: folder.staged, size: settings.align.warp.size, shardSize: settings.shardSize,
        faces: [.train: faces.count])
      try Assembly(
        catalog: catalog, faces: faces, settings: settings, names: names.names,
        interruption: interruption, report: report
      ).write(to: writer)
      let description = try writer.finish(facts: facts(models, names), found: found)
      try checkFaces(description.counts, over: folder)
      if description.counts.identities == 1 { try noteFolders(of: catalog) }
      try catalog.copy(to: "\(folder.staged)/\(OutputFolder.catalogName)")
      try publish(description, folder)
      return JobSummary(output: output, counts: description.counts, splits: description.splits)
    }
  }

  /// Aligns all images of the catalog and gives their faces.
  private func align(
    _ catalog: Catalog, _ models: AlignModels, into path: String, _ interruption: Interruption
  ) throws -> FaceFile {
    let size = settings.align.warp.size
    let faces = try FaceFile(creating: path, faceBytes: 3 * size * size)
    let workers = try (0..<settings.jobs).map { _ in
      try Worker(models, settings: settings.align, tree: tree)
    }
    try Runner(
      catalog: catalog, faces: faces, workers: workers, interruption: interruption, report: report
    ).run()
    return faces
  }

  /// A dataset with faces does not give way to one without: most likely the wrong tree was named.
  private func checkFaces(
    _ counts: DatasetDescription.Counts, over folder: OutputFolder
  ) throws {
    guard counts.kept == 0, folder.publishedFaces > 0 else { return }
    try folder.discard()
    throw JobError.noFaces(
      root: TreePath(tree.root).text, rejected: counts.rejected, output: output)
  }

  /// A dataset of one identity that holds folders is most likely made of the folder above the one
  /// that was meant.
  private func noteFolders(of catalog: Catalog) throws {
    let rows = try catalog.prepare(
      """
      SELECT identity FROM images
      WHERE outcome = 'face' AND instr(path, identity || '/') = 1
        AND instr(substr(path, length(identity) + 2), '/') > 0
      LIMIT 1
      """)
    guard try rows.step() else { return }
    report(
      .note(
        "all faces are of one identity, '\(rows.text(0))', which holds folders itself; the raw tree"
          + " is the folder that holds a folder for each person"))
  }

  private func publish(_ description: DatasetDescription, _ folder: OutputFolder) throws {
    let hadDataset = folder.holdsDataset
    do throws(FileFault) {
      try Publication(from: folder.staged, to: output)
        .publish(
          description.files + [OutputFolder.catalogName],
          removing: OutputFolder.catalogSideFiles)
    } catch {
      let isTakenApart = hadDataset && !folder.holdsDataset
      throw JobError.publication(error, output: output, isTakenApart: isTakenApart)
    }
    do throws(FileFault) {
      try folder.clear()
    } catch {
      report(.note("\(error); the dataset is whole without it"))
    }
  }

  /// How many entries of the tree are noted between two reports.
  private static let crawlReportInterval = 4096

  private func crawl(into catalog: Catalog, _ interruption: Interruption) throws -> Int {
    try catalog.begin()
    let source = try catalog.add(tree)
    var found = 0
    for entry in tree.walk() {
      if case .other(let path, let fault) = entry, let code = fault.shortage {
        throw JobError.shortage(path: TreePath(tree.location(of: path)).text, code: code)
      }
      try catalog.add(entry, source: source)
      found += 1
      if found % Self.crawlReportInterval == 0 { report(.crawling(found: found)) }
      if interruption.isRequested { throw JobError.interrupted("while the raw tree was walked") }
    }
    try catalog.commit()
    return found
  }

  /// What dataset.json says of the run: what shapes its bytes, and nothing else.
  private func facts(_ models: JobModels, _ names: NamesFile) -> DatasetDescription.Facts {
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

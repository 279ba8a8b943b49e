import Shard

/// Writes a dataset in a format that trainers read.
///
/// The unit is a shard of the dataset: when its faces are written and on the disk, that is noted, and a
/// run that is ended goes on behind it. Faces are encoded in parallel and written in order, so that
/// the bytes depend on neither.
public struct ExportJob {
  let folder: String
  let settings: ExportSettings
  private let output: String
  private let report: (JobEvent) -> Void

  /// Creates an export.
  ///
  /// - Parameters:
  ///   - folder: The dataset's folder.
  ///   - output: The folder to write to.
  ///   - settings: What it is to be.
  ///   - report: Called with how far it is.
  public init(
    of folder: String, to output: String, settings: ExportSettings,
    report: @escaping (JobEvent) -> Void
  ) {
    self.folder = folder
    self.output = output
    self.settings = settings
    self.report = report
  }

  /// Exports.
  ///
  /// - Throws: ``JobError`` if the export is not finished.
  public func run(interruption: Interruption = Interruption()) throws(JobError) -> ExportSummary {
    try reporting(interruption) {
      let source = try openDataset()
      let target = try ExportFolder(output, dataset: folder) { report(.note($0)) }
      do {
        return try run(source, into: target, interruption)
      } catch {
        try? target.leave()
        throw error
      }
    }
  }

  private func run(
    _ source: Source, into target: ExportFolder, _ interruption: Interruption
  ) throws -> ExportSummary {
    if try isThere(source, in: target) {
      try target.clear()
      return summary(source, written: 0, isUnchanged: true)
    }
    let progress = try earlierProgress(source, in: target)
    let parts = progress?.parts ?? 0
    let done = source.parts.prefix(parts).reduce(0) { $0 + $1.shard.faces }
    if progress != nil {
      report(
        .note("going on with an unfinished export: \(done) of \(source.faces) faces are written"))
    }
    try checkSpace(for: source.faces - done, of: source.dataset.size)
    try Folder.create(target.staged)
    let files = ExportFiles(
      in: target.staged, finished: progress?.finished ?? [:], lengths: progress?.lengths ?? [:])
    let identities = try readingDataset(source) { () throws(FileFault) in
      try ExportIdentity.all(of: source.dataset, in: folder, reserved: ExportFolder.ownNames)
    }
    let writer = try settings.format.writer(
      files, identities: identities, parts: source.parts, size: source.dataset.size,
      encoding: settings.encoding)
    let copy = PartCopy(
      job: self, source: source, writer: writer, identities: identities, done: done,
      interruption: interruption, report: report)
    for (index, part) in source.parts.enumerated().dropFirst(parts) {
      try copy.run(part)
      try files.endPart()
      guard target.isHeld else { throw JobError.outputIsGone(output: output) }
      try ExportProgress(source.facts, parts: index + 1, files).write(in: target.unfinished)
    }
    let hasFolders = settings.format == .images
    try files.write(
      ListFile.identities.rawValue, identities.map { $0.json(hasFolder: hasFolders) })
    report(.publishing)
    try target.publish(ExportDescription(source.facts, files: files.finished))
    try target.clear()
    return summary(source, written: source.faces - done, isUnchanged: false)
  }

  /// Whether the folder holds just this export already.
  ///
  /// - Throws: ``JobError`` if it holds another one, which is not to be replaced.
  private func isThere(_ source: Source, in target: ExportFolder) throws -> Bool {
    guard let bytes = try target.publishedDescription else { return false }
    let export = try ExportFolder.read(bytes, path: "\(output)/\(ExportDescription.name)")
    if settings.overwrites { return false }
    if Array(ExportDescription(source.facts, files: export.files).page.utf8) == bytes {
      let files = export.files.keys.map { "\(output)/\($0)" }.sorted()
      guard let missing = try files.first(where: { try !Folder.holds($0) }) else { return true }
      throw JobError.output(
        path: missing, problem: "it is missing from the export; add --overwrite to make it anew")
    }
    throw JobError.otherExport(
      output: output, isUnfinished: false,
      isOfOtherDataset: export.dataset != source.facts.dataset)
  }

  /// How far an earlier run of this export came; nil where there was none.
  ///
  /// - Throws: ``JobError`` if there is an unfinished one of other settings, which is not to be replaced.
  private func earlierProgress(
    _ source: Source, in target: ExportFolder
  ) throws -> ExportProgress? {
    if let progress = try ExportProgress(in: target.unfinished) {
      if progress.facts == source.facts.json.line {
        let files = ExportFiles(
          in: target.staged, finished: progress.finished, lengths: progress.lengths)
        if try files.areThere() { return progress }
        report(.note("the unfinished export lacks files, and begins anew"))
      } else if !settings.overwrites {
        throw JobError.otherExport(
          output: output, isUnfinished: true,
          isOfOtherDataset: progress.dataset != source.facts.dataset)
      }
    }
    try target.startOver()
    return nil
  }

  private func checkSpace(for faces: Int, of size: Int) throws {
    guard settings.checksSpace else { return }
    let estimate = SpaceEstimate(
      exporting: faces, faceBytes: 3 * size * size, free: try Folder.freeBytes(at: output))
    if estimate.needed > estimate.free { throw JobError.space(output: output, estimate) }
  }

  private func summary(_ source: Source, written: Int, isUnchanged: Bool) -> ExportSummary {
    ExportSummary(
      output: output, format: settings.format, splits: source.facts.splits,
      identities: source.facts.identities, written: written, isUnchanged: isUnchanged)
  }
}

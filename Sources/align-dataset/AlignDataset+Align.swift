import Align
import Crawl
import Foundation
import Job
import Names
import Options
import Select

extension AlignDataset {
  /// Makes a dataset of a raw tree.
  static func align(_ options: AlignOptions, of program: Program) -> ExitStatus {
    let start = ContinuousClock.now
    OpenFiles.raiseLimit()
    // Before there are threads, which a fork does not have.
    let early = EarlyForkServer()
    let interruption = Interruption()
    let report = RunProgress(
      options.progress, isQuiet: options.isQuiet, start: start, interruption)
    let signals = InterruptSignals(interruption, sayStopped: report.sayStopped)
    defer { signals.stop() }
    report.begin()
    do {
      let lists = try ExclusionLists(options) { report.show(.note($0)) }
      let settings = try JobSettings(
        options, lists, tool: "\(program.name) \(program.version)")
      let trees = try RawTrees(options).trees
      let output = try folder(options.out)
      let log = try options.log.map { file in
        try RejectionLog(try path(file, what: "the log"), trees: trees, output: output)
      }
      let job = AlignJob(trees: trees, output: output, settings: settings) { event in
        report.show(event)
        if case .rejected(let records) = event {
          log?.add(records) { note in
            // What was asked for is not done: that is more than a note.
            if options.isQuiet { _ = fail(note) } else { report.show(.note(note)) }
          }
        }
      }
      let summary = try job.run(early: early, interruption: interruption)
      report.clear()
      if !options.isQuiet || options.showsTimings {
        let time = ContinuousClock.now - start
        let status = answer(
          (options.isQuiet ? "" : SummaryTable(summary, time: time).text)
            + (options.showsTimings ? TimingsTable(summary.timings, time: time).text : ""),
          done: "\(summary.output) is finished", report: report)
        if status != .done { return status }
      }
      if summary.counts.kept > 0 { return report.finish(summary) }
      if summary.counts.aligned > 0 {
        return report.fail(
          "\(summary.output): every face was left out, and the dataset is empty; duplicates.jsonl,"
            + " excluded.jsonl and pruned.jsonl say why, and another selection aligns nothing again"
        )
      }
      return report.fail("\(summary.output): no file gave a face; rejected.jsonl says why")
    } catch {
      let isCommand = program.commandResembling(options.raws[0].whole).map {
        "; did you mean '\($0)'?"
      }
      if case CrawlError.root = error, let isCommand {
        return report.fail("\(error)\(isCommand)")
      }
      if case JobError.interrupted = error {
        return report.fail("\(error)", .interrupted)
      }
      return report.fail("\(error)")
    }
  }
}

extension JobSettings {
  fileprivate init(_ options: AlignOptions, _ lists: ExclusionLists, tool: String) throws {
    let warp = FaceWarp(
      size: options.size,
      anchors: AnchorSet(rawValue: options.landmarks.rawValue) ?? .outerEyesAndNose,
      arithmetic: WarpArithmetic(rawValue: options.warp.rawValue) ?? .opencv5)
    self.init(
      align: AlignSettings(
        warp: warp, upsample: options.upsample, maxPixels: options.maxPixels,
        countsFaces: options.countsFaces, isFast: options.isFast),
      landmarkModel: try AlignDataset.path(
        options.landmarkModel, what: "the landmark model's file"),
      face: options.face.flatMap { FaceChoice(rawValue: $0.rawValue) },
      trustsFiles: options.trustsFiles,
      selection: SelectionSettings(options, excluded: lists.names),
      exclusionLists: lists.digests,
      shardSize: options.shardSize,
      jobs: options.jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      timeout: options.timeout, overwrites: options.overwrites, checksSpace: options.checksSpace,
      writesReport: options.writesReport, tellsRejections: options.log != nil,
      workerProgram: AlignDataset.workerProgram, tool: tool)
  }
}

extension SelectionSettings {
  /// The options' rules have the same words as the settings'; a test holds that.
  init(_ options: AlignOptions, excluded: [PersonName]) {
    self.init()
    duplicates = Duplicates(rawValue: options.duplicates.rawValue) ?? .near
    conflicts = Conflicts(rawValue: options.conflicts.rawValue) ?? .drop
    sameName = SameName(rawValue: options.sameName.rawValue) ?? .merge
    names = NameRule(rawValue: options.names.rawValue) ?? .exact
    splitUnit = SplitUnit(rawValue: options.splitUnit.rawValue) ?? .identity
    mergesProbable = options.mergesProbable
    leastImages = options.leastImages
    valShare = options.valShare
    shuffleSeed = options.shuffleSeed
    self.excluded = excluded
  }
}

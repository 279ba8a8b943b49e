import Align
import Crawl
import Foundation
import Glibc
import Job
import Options

extension AlignDataset {
  /// Makes a dataset of a raw tree.
  static func align(_ options: AlignOptions, of program: Program) -> ExitStatus {
    OpenFiles.raiseLimit()
    let progress = ProgressReport(isQuiet: options.isQuiet)
    let interruption = Interruption()
    let signals = InterruptSignals(interruption)
    defer { signals.stop() }
    // A run of hours doesn't end because whoever read its progress did.
    signal(SIGPIPE, SIG_IGN)
    let start = ContinuousClock.now
    do {
      let settings = try JobSettings(options, tool: "\(program.name) \(program.version)")
      let tree = try RawTree(root: options.raw, layout: try options.layout.named())
      let job = AlignJob(tree: tree, output: try folder(options.out), settings: settings) {
        progress.show($0, isStopping: interruption.isRequested)
      }
      let summary = try job.run(interruption: interruption)
      progress.clear()
      if !options.isQuiet {
        let status = answer(
          SummaryTable(summary, time: ContinuousClock.now - start).text,
          done: "\(summary.output) is finished")
        if status != .done { return status }
      }
      if summary.counts.kept > 0 { return .done }
      return fail("\(summary.output): no file gave a face; rejected.jsonl says why")
    } catch {
      progress.clear()
      let isCommand = program.commandResembling(options.raw).map { "; did you mean '\($0)'?" }
      if case CrawlError.root = error, let isCommand {
        return fail("\(error)\(isCommand)")
      }
      if case JobError.interrupted = error {
        return fail("\(error)", .interrupted)
      }
      return fail("\(error)")
    }
  }
}

extension JobSettings {
  fileprivate init(_ options: AlignOptions, tool: String) throws {
    let warp = FaceWarp(
      size: options.size,
      anchors: AnchorSet(rawValue: options.landmarks.rawValue) ?? .outerEyesAndNose,
      arithmetic: WarpArithmetic(rawValue: options.warp.rawValue) ?? .opencv5)
    self.init(
      align: AlignSettings(
        warp: warp, upsample: options.upsample, maxPixels: options.maxPixels),
      landmarkModel: try AlignDataset.path(
        options.landmarkModel, what: "the landmark model's file"),
      shardSize: options.shardSize,
      jobs: options.jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      timeout: options.timeout, overwrites: options.overwrites, checksSpace: options.checksSpace,
      workerProgram: AlignDataset.workerProgram, tool: tool)
  }
}

extension Options.Layout {
  /// The layout of that name; nil where it is to be recognised.
  fileprivate func named() throws(CrawlError) -> Crawl.Layout? {
    self == .auto ? nil : try Crawl.Layout.named(rawValue)
  }
}

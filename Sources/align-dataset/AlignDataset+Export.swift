import Foundation
import Glibc
import Job
import Options
import Shard

extension AlignDataset {
  /// Writes a dataset in a format that trainers read.
  static func export(_ options: ExportOptions, of program: Program) -> ExitStatus {
    let progress = ProgressReport(isQuiet: options.isQuiet)
    let interruption = Interruption()
    let signals = InterruptSignals(interruption)
    defer { signals.stop() }
    signal(SIGPIPE, SIG_IGN)
    let start = ContinuousClock.now
    do {
      let job = ExportJob(
        of: try folder(options.dataset), to: try folder(options.out),
        settings: ExportSettings(options, tool: "\(program.name) \(program.version)")
      ) {
        progress.show($0, isStopping: interruption.isRequested)
      }
      let summary = try job.run(interruption: interruption)
      progress.clear()
      if options.isQuiet { return .done }
      return answer(
        SummaryTable(summary, time: ContinuousClock.now - start).text,
        done: "\(summary.output) is finished")
    } catch {
      progress.clear()
      if case JobError.interrupted = error { return fail("\(error)", .interrupted) }
      return fail("\(error)")
    }
  }
}

extension ExportSettings {
  /// The options' formats and splits have the same words as the settings'; a test holds that.
  fileprivate init(_ options: ExportOptions, tool: String) {
    let encoding: FaceEncoding =
      switch options.encoding {
      case nil: .pixels
      case .png: .png
      case .jpeg: .jpeg(quality: options.quality ?? 95)
      }
    self.init(
      format: ExportFormat(rawValue: options.format.rawValue) ?? .images,
      encoding: encoding,
      splits: Split(rawValue: options.split.rawValue).map { [$0] } ?? Split.allCases,
      jobs: options.jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      overwrites: options.overwrites, checksSpace: options.checksSpace, tool: tool)
  }
}

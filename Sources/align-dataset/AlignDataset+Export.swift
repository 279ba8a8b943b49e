import Foundation
import Job
import Options
import Shard

extension AlignDataset {
  /// Writes a dataset in a format that trainers read.
  static func export(_ options: ExportOptions, of program: Program) -> ExitStatus {
    let start = ContinuousClock.now
    let interruption = Interruption()
    let report = RunProgress(
      options.progress, isQuiet: options.isQuiet, start: start, interruption)
    let signals = InterruptSignals(interruption, sayStopped: report.sayStopped)
    defer { signals.stop() }
    report.begin()
    do {
      let job = ExportJob(
        of: try folder(options.dataset), to: try folder(options.out),
        settings: ExportSettings(options, tool: "\(program.name) \(program.version)")
      ) { report.show($0) }
      let summary = try job.run(interruption: interruption)
      report.clear()
      if !options.isQuiet {
        let status = answer(
          SummaryTable(summary, time: ContinuousClock.now - start).text,
          done: "\(summary.output) is finished", report: report)
        if status != .done { return status }
      }
      return report.finish(summary)
    } catch {
      if case JobError.interrupted = error { return report.fail("\(error)", .interrupted) }
      return report.fail("\(error)")
    }
  }
}

extension ExportSettings {
  fileprivate init(_ options: ExportOptions, tool: String) {
    let splits: [Split] =
      switch options.split {
      case .all: Split.allCases
      case .train: [.train]
      case .val: [.val]
      }
    self.init(
      format: ExportFormat(options.format), encoding: FaceEncoding(options.encoding),
      splits: splits,
      jobs: options.jobs ?? ProcessInfo.processInfo.activeProcessorCount,
      overwrites: options.overwrites, checksSpace: options.checksSpace, tool: tool)
  }
}

extension ExportFormat {
  fileprivate init(_ name: ExportFormatName) {
    self =
      switch name {
      case .webdataset: .webdataset
      case .recordio: .recordio
      case .images: .images
      case .tfrecord: .tfrecord
      case .npz: .npz
      }
  }
}

extension FaceEncoding {
  fileprivate init(_ encoding: ExportOptions.Encoding) {
    self =
      switch encoding {
      case .pixels: .pixels
      case .png: .png
      case .jpeg(let quality): .jpeg(quality: quality)
      }
  }
}

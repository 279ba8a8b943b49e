import Crawl
import Job
import Options
import Report

extension AlignDataset {
  /// Makes a page of a dataset.
  static func report(_ options: ReportOptions) -> ExitStatus {
    let progress = ProgressReport(isQuiet: options.isQuiet)
    let interruption = Interruption()
    let signals = InterruptSignals(interruption) {
      StandardStream.error.write("align-dataset: stopped at once\n")
    }
    defer { signals.stop() }
    do {
      let output = try options.output.map { try path($0, what: "the report") }
      let job = ReportJob(
        of: try folder(options.dataset), to: output,
        identities: options.identities.map { TreePath($0) }, interruption: interruption)
      progress.show(.reporting)
      let summary = try job.run()
      progress.clear()
      if options.isQuiet { return .done }
      return answer(
        "\(summary.output): \(summary.faces.counting("face", "faces"))"
          .printable + " of \(summary.people.counting("person", "people")),"
          + " \((Double(summary.bytes) / 1e6).rounded(decimals: 1)) MB\n",
        done: "\(summary.output) is written")
    } catch {
      progress.clear()
      if case JobError.interrupted = error {
        return fail("interrupted; no report was written", .interrupted)
      }
      return fail("\(error)")
    }
  }
}

import Job
import Options
import Shard

/// What a command tells on standard error while it works, and how it ended: people, or programs.
enum RunProgress {
  case text(ProgressReport, Interruption)
  case json(ProgressFeed)

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - form: Whom it is for.
  ///   - isQuiet: Whether nothing but errors is told, and those to people.
  ///   - start: When the program started.
  ///   - interruption: What the user ends the run with.
  init(
    _ form: ProgressForm, isQuiet: Bool, start: ContinuousClock.Instant,
    _ interruption: Interruption
  ) {
    if form == .json && !isQuiet {
      self = .json(ProgressFeed(start: start) { interruption.isRequested })
    } else {
      self = .text(ProgressReport(isQuiet: isQuiet), interruption)
    }
  }

  /// Begins to tell. Signals are to be taken by then, that of a reader who goes away too.
  func begin() {
    if case .json(let feed) = self { feed.begin() }
  }

  /// Shows an event.
  func show(_ event: JobEvent) {
    switch self {
    case .text(let report, let interruption):
      report.show(event, isStopping: interruption.isRequested)
    case .json(let feed): feed.show(event)
    }
  }

  /// Makes room for the answer.
  func clear() {
    if case .text(let report, _) = self { report.clear() }
  }

  /// Says that the run is done, after its answer.
  func finish(_ summary: JobSummary) -> ExitStatus {
    if case .json(let feed) = self {
      feed.end { JSONValue(finished: summary, elapsed: $0) }
    }
    return .done
  }

  /// Says that the export is done, after its answer.
  func finish(_ summary: ExportSummary) -> ExitStatus {
    if case .json(let feed) = self {
      feed.end { JSONValue(finished: summary, elapsed: $0) }
    }
    return .done
  }

  /// Says why the run was not done.
  func fail(_ message: String, _ status: ExitStatus = .failed) -> ExitStatus {
    switch self {
    case .text(let report, _):
      report.clear()
      return AlignDataset.fail(message, status)
    case .json(let feed):
      let event = status == .interrupted ? "interrupted" : "failed"
      feed.end { ProgressFeed.line(event, $0, message, status: status.rawValue) }
      return status
    }
  }

  /// Says, on any thread, that the program ends at once because the user wants it to.
  var sayStopped: @Sendable () -> Void {
    let message = "stopped at once; the same command goes on where this run was"
    switch self {
    case .text:
      return {
        let newline = StandardStream.error.isTerminal ? "\n" : ""
        StandardStream.error.write("\(newline)align-dataset: \(message)\n")
      }
    case .json(let feed): return { feed.stop(message) }
    }
  }
}

extension JSONValue {
  /// The last line of a run that is done.
  fileprivate init(finished summary: JobSummary, elapsed: JSONValue) {
    self = [
      "event": "finished", "elapsed": elapsed, "output": .string(summary.output),
      "unchanged": .bool(summary.work.isUnchanged), "counts": summary.counts.json,
      "done": .int(summary.work.done), "reused": .int(summary.work.reused),
      "gone": .int(summary.work.gone), "status": .int(Int(ExitStatus.done.rawValue)),
    ]
  }

  /// The last line of an export that is done.
  fileprivate init(finished summary: ExportSummary, elapsed: JSONValue) {
    self = [
      "event": "finished", "elapsed": elapsed, "output": .string(summary.output),
      "unchanged": .bool(summary.isUnchanged), "faces": .int(summary.faces),
      "identities": .int(summary.identities), "written": .int(summary.written),
      "status": .int(Int(ExitStatus.done.rawValue)),
    ]
  }
}

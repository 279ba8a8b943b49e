import Job
import Shard

/// How far a run is, for programs that watch it.
struct ProgressState {
  /// What a run is at. docs/formats.md lists them.
  enum Phase: String, CaseIterable {
    case starting, crawling, aligning, selecting, sharding, reporting, exporting, publishing
  }

  private var phase = Phase.starting
  /// When the phase began, and what was done then.
  private var beginning: (instant: ContinuousClock.Instant, done: Int)
  private var done: Int?
  private var total: Int?
  private var alignment: AlignProgress?

  /// Creates the state of a program that starts.
  init(at now: ContinuousClock.Instant) {
    beginning = (now, 0)
  }

  /// Takes in what a run told.
  mutating func take(_ event: JobEvent, at now: ContinuousClock.Instant) {
    switch event {
    case .crawling(let found): set(.crawling, found, of: nil, at: now)
    case .aligning(let progress):
      set(.aligning, progress.done, of: progress.total, at: now)
      alignment = progress
    case .selecting(let faces): set(.selecting, nil, of: faces, at: now)
    case .sharding(let faces, let total): set(.sharding, faces, of: total, at: now)
    case .exporting(let faces, let total, _): set(.exporting, faces, of: total, at: now)
    case .reporting: set(.reporting, nil, of: nil, at: now)
    case .publishing: set(.publishing, nil, of: nil, at: now)
    case .rejected, .note: break
    }
  }

  private mutating func set(
    _ phase: Phase, _ done: Int?, of total: Int?, at now: ContinuousClock.Instant
  ) {
    // The walk of another tree counts anew.
    if phase != self.phase || done ?? 0 < self.done ?? 0 { beginning = (now, done ?? 0) }
    self.phase = phase
    self.done = done
    self.total = total
    alignment = nil
  }

  /// The line that says so.
  ///
  /// - Parameters:
  ///   - elapsed: For how long the program has been running.
  ///   - isStopping: Whether the user has asked it to end.
  func line(
    elapsed: JSONValue, isStopping: Bool, at now: ContinuousClock.Instant
  ) -> JSONValue {
    let rate = rate(at: now)
    var left: Int?
    if let rate, let done, let total, !isStopping {
      left = Int((Double(total - done) / rate).rounded(.up))
    }
    return [
      "event": "progress", "phase": .string(phase.rawValue), "elapsed": elapsed,
      "done": JSONValue(done), "total": JSONValue(total),
      "aligned": JSONValue(alignment?.aligned), "rejected": JSONValue(alignment?.rejected),
      "reasons": alignment.map { JSONValue(sorted: $0.reasons.mapValues(JSONValue.int)) } ?? nil,
      "rate": rate.map { JSONValue($0, decimals: 2) } ?? nil, "seconds_left": JSONValue(left),
      "stopping": .bool(isStopping),
    ]
  }

  /// How much is done in a second, since the phase began; nil in its first moments, which say nothing.
  private func rate(at now: ContinuousClock.Instant) -> Double? {
    let seconds = (now - beginning.instant).seconds
    guard let done, done > beginning.done, seconds >= 1 else { return nil }
    return Double(done - beginning.done) / seconds
  }
}

import Dispatch
import Job
import Options
import Shard
import Synchronization

/// Tells programs how far a run is: a line of JSON a second, whether or not the run has anything to
/// tell, one for each note, and a last one for how it ended.
final class ProgressFeed: Sendable {
  private let start: ContinuousClock.Instant
  private let isStopping: @Sendable () -> Bool
  private let write: @Sendable (String) -> Void
  private let state: Mutex<ProgressState>
  /// Where lines are written, one after another. A reader that doesn't read holds up this queue, and
  /// the run only when it ends.
  private let lines = DispatchQueue(label: "progress")
  /// Whether the last line is written; used on the queue.
  private let isEnded = Mutex(false)
  private let timer = Mutex<(any DispatchSourceTimer)?>(nil)

  /// For how long the end of the program waits for a reader where it is to end at once.
  private static let patience = DispatchTimeInterval.milliseconds(200)

  /// Creates a feed; nothing is written before ``begin(every:)``.
  ///
  /// - Parameters:
  ///   - start: When the program started.
  ///   - isStopping: Whether the user has asked the run to end.
  ///   - write: Writes a line.
  init(
    start: ContinuousClock.Instant, isStopping: @escaping @Sendable () -> Bool,
    write: @escaping @Sendable (String) -> Void = { StandardStream.error.write($0) }
  ) {
    self.start = start
    self.isStopping = isStopping
    self.write = write
    state = Mutex(ProgressState(at: start))
  }

  /// Writes the first line, and has the others follow.
  func begin(every interval: DispatchTimeInterval = .seconds(1)) {
    lines.async { [self] in tell() }
    timer.withLock { timer in
      let source = DispatchSource.makeTimerSource(queue: lines)
      source.schedule(deadline: .now() + interval, repeating: interval)
      source.setEventHandler { [weak self] in self?.tell() }
      source.resume()
      timer = source
    }
  }

  /// Takes in an event; a note has its line at once.
  func show(_ event: JobEvent) {
    if case .note(let note) = event {
      let line: JSONValue = ["event": "note", "elapsed": elapsed, "text": .string(note)]
      lines.async { [self] in write(line) }
    } else {
      state.withLock { $0.take(event, at: .now) }
    }
  }

  /// Writes the last line.
  ///
  /// - Parameter line: Makes it of the time that has elapsed.
  func end(with line: (_ elapsed: JSONValue) -> JSONValue) {
    let line = line(elapsed)
    lines.sync { writeLast(line) }
  }

  /// Writes the last line of a program that ends at once, if the reader has room for it.
  func stop(_ message: String) {
    let line = Self.line("interrupted", elapsed, message, status: ExitStatus.interrupted.rawValue)
    let isWritten = DispatchSemaphore(value: 0)
    lines.async { [self] in
      writeLast(line)
      isWritten.signal()
    }
    _ = isWritten.wait(timeout: .now() + Self.patience)
  }

  /// The line of a run that didn't come to its end.
  static func line(
    _ event: String, _ elapsed: JSONValue, _ message: String, status: Int32
  ) -> JSONValue {
    [
      "event": .string(event), "elapsed": elapsed, "message": .string(message),
      "status": .int(Int(status)),
    ]
  }

  private var elapsed: JSONValue { JSONValue((ContinuousClock.now - start).seconds, decimals: 1) }

  private func tell() {
    let isStopping = isStopping()
    write(
      state.withLock { $0.line(elapsed: elapsed, isStopping: isStopping, at: .now) })
  }

  private func writeLast(_ line: JSONValue) {
    write(line)
    isEnded.withLock { $0 = true }
    timer.withLock { $0?.cancel() }
  }

  private func write(_ line: JSONValue) {
    if isEnded.withLock({ $0 }) { return }
    write(line.line + "\n")
  }
}

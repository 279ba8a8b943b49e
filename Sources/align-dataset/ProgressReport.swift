import Glibc
import Job
import Report

/// Shows on standard error how far a run is: one line that changes on a terminal, a line every ten
/// seconds elsewhere.
final class ProgressReport {
  private let isQuiet: Bool
  private let columns: () -> Int?
  private let write: (String) -> Void
  private var lastShown: ContinuousClock.Instant?
  private var workStart: ContinuousClock.Instant?
  private var isLineOpen = false

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - isQuiet: Whether nothing is shown.
  ///   - columns: The terminal's width, asked for at every line because it changes; nil where
  ///     there is no terminal that can take a line back.
  ///   - write: Shows text.
  init(
    isQuiet: Bool, columns: @escaping () -> Int? = { ProgressReport.terminalColumns },
    write: @escaping (String) -> Void = { StandardStream.error.write($0) }
  ) {
    self.isQuiet = isQuiet
    self.columns = columns
    self.write = write
  }

  private static var terminalColumns: Int? {
    let terminal = getenv("TERM").map { String(cString: $0) } ?? "dumb"
    return terminal == "dumb" ? nil : StandardStream.error.columns
  }

  /// Shows an event, if it is time to.
  ///
  /// - Parameters:
  ///   - event: What the run tells.
  ///   - isStopping: Whether the user has asked the run to end, which takes as long as the images
  ///     that are being worked on.
  ///   - now: When it was told.
  func show(
    _ event: JobEvent, isStopping: Bool = false, at now: ContinuousClock.Instant = .now
  ) {
    if isQuiet { return }
    if case .note(let note) = event {
      clear()
      write("align-dataset: \(note)".printable + "\n")
      return
    }
    switch event {
    case .aligning, .exporting: workStart = workStart ?? now
    // Those are counted with what is aligned.
    case .rejected: return
    default: break
    }
    let columns = columns()
    let interval: Duration = columns == nil ? .seconds(10) : .milliseconds(100)
    if let lastShown, now - lastShown < interval { return }
    // On a pipe the first line comes after the first interval: most runs need none.
    defer { lastShown = now }
    if lastShown == nil && columns == nil { return }
    let elapsed = workStart.map { (now - $0).seconds } ?? 0
    let line =
      isStopping
      ? ProgressLine(
        "stopping after the images at hand; Ctrl-C again stops at once", columns: columns)
      : ProgressLine(event, elapsed: elapsed, columns: columns)
    show(line.text, changing: columns != nil)
  }

  /// Takes the changing line away, so that something else can be printed.
  func clear() {
    if isLineOpen { write("\r\u{1B}[K") }
    isLineOpen = false
  }

  private func show(_ line: String, changing: Bool) {
    write(changing ? "\r\(line)\u{1B}[K" : line + "\n")
    isLineOpen = changing
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

import Glibc
import Job

/// Shows on standard error how far a run is: one line that changes on a terminal, a line every ten
/// seconds elsewhere.
final class ProgressReport {
  private let isQuiet: Bool
  private let columns: Int?
  private var lastShown: ContinuousClock.Instant?
  private var isLineOpen = false
  private let alignment = Stopwatch()

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
    let terminal = getenv("TERM").map { String(cString: $0) } ?? "dumb"
    columns = terminal == "dumb" ? nil : StandardStream.error.columns
  }

  /// Shows an event, if it is time to.
  func show(_ event: JobEvent) {
    if isQuiet { return }
    if case .note(let note) = event {
      clear()
      StandardStream.error.write("align-dataset: \(note)".printable + "\n")
      return
    }
    if case .aligning = event { alignment.start() }
    let now = ContinuousClock.now
    let interval: Duration = columns == nil ? .seconds(10) : .milliseconds(100)
    if let lastShown, now - lastShown < interval { return }
    // On a pipe the first line comes after the first interval: most runs need none.
    defer { lastShown = now }
    if lastShown == nil && columns == nil { return }
    write(ProgressLine(event, elapsed: alignment.elapsed, columns: columns).text)
  }

  /// Takes the changing line away, so that something else can be printed.
  func clear() {
    if isLineOpen { StandardStream.error.write("\r\u{1B}[K") }
    isLineOpen = false
  }

  private func write(_ line: String) {
    if columns == nil {
      StandardStream.error.write(line + "\n")
    } else {
      StandardStream.error.write("\r\(line)\u{1B}[K")
      isLineOpen = true
    }
  }
}

/// The time since something began.
private final class Stopwatch {
  private var begin: ContinuousClock.Instant?

  func start() {
    if begin == nil { begin = .now }
  }

  /// Seconds; 0 before the start.
  var elapsed: Double { begin.map { (ContinuousClock.now - $0).seconds } ?? 0 }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

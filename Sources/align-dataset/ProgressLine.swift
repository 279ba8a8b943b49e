import Job

/// A line of text that says how far a run is.
struct ProgressLine {
  /// The line, no longer than the terminal is wide.
  let text: String

  private static let barWidth = 20

  /// Composes a line.
  ///
  /// - Parameters:
  ///   - event: What the run told last.
  ///   - elapsed: Seconds since the first image was aligned.
  ///   - columns: The terminal's width; nil for a line in a log, which has no bar.
  init(_ event: JobEvent, elapsed: Double, columns: Int?) {
    let line =
      switch event {
      case .crawling(let found): "walking the raw tree: \(found) files found"
      case .aligning(let progress):
        Self.line("aligning", progress.done, of: progress.total, bar: columns != nil)
          + Self.details(progress, elapsed: elapsed)
      case .sharding(let faces, let total):
        Self.line("writing shards", faces, of: total, bar: columns != nil) + " faces"
      case .note(let note): note
      }
    // A full last column makes some terminals start another line.
    text = columns.map { String(line.prefix(max(1, $0 - 1))) } ?? line
  }

  private static func line(_ what: String, _ done: Int, of total: Int, bar: Bool) -> String {
    let share = total == 0 ? 1 : Double(done) / Double(total)
    let filled = Int(share * Double(barWidth))
    let drawn =
      "[" + String(repeating: "#", count: filled)
      + String(repeating: "-", count: barWidth - filled) + "]"
    return "\(what) \(bar ? drawn + " " : "")\(done)/\(total)"
  }

  private static func details(_ progress: AlignProgress, elapsed: Double) -> String {
    let counts = "  \(progress.aligned) aligned, \(progress.rejected) rejected"
    // A rate of the first moments says nothing.
    guard elapsed >= 1, progress.done > 0 else { return counts }
    let rate = Double(progress.done) / elapsed
    let left = Double(progress.total - progress.done) / rate
    return "  \(rate.rounded(decimals: 1)) images/s\(counts)  \(Self.clock(left)) left"
  }

  /// Seconds as `4 s`, `3:07` or `2:15:09`.
  static func clock(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60):\(twoDigits(whole % 60))" }
    return "\(whole / 3600):\(twoDigits(whole / 60 % 60)):\(twoDigits(whole % 60))"
  }
}

extension Double {
  /// The number with that many decimals.
  func rounded(decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int((self * Double(scale)).rounded())
    let fraction = String(scaled % scale)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(scaled / scale).\(zeros)\(fraction)"
  }
}

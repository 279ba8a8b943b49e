import Job

/// A line of text that says how far a run is.
struct ProgressLine {
  /// The line, shorter than the terminal is wide.
  let text: String

  private static let barWidths = 3...20

  /// Composes a line.
  ///
  /// - Parameters:
  ///   - event: What the run told last.
  ///   - elapsed: Seconds since the first image was aligned.
  ///   - columns: The terminal's width; nil for a line in a log, which has no bar.
  init(_ event: JobEvent, elapsed: Double, columns: Int?) {
    let line =
      switch event {
      case .crawling(let found): "walking the raw tree: \(found.counting("file", "files")) found"
      case .aligning(let progress):
        Self.line(
          "aligning", progress.done, of: progress.total,
          details: Self.details(progress, elapsed: elapsed), columns: columns)
      case .selecting(let faces):
        "looking for duplicates among \(faces.counting("face", "faces"))"
      case .sharding(let faces, let total):
        Self.line("writing shards", faces, of: total, details: [], columns: columns)
      case .reporting: "making the report"
      case .exporting(let faces, let total, let before):
        Self.line(
          "exporting", faces, of: total,
          details: Self.rate(faces - before, left: total - faces, "faces/s", elapsed: elapsed),
          columns: columns)
      case .publishing: "putting the files in place"
      case .note(let note): note
      case .rejected(let records): "\(records.count.counting("file", "files")) rejected"
      }
    self.init(line, columns: columns)
  }

  /// A line that is cut where the terminal ends.
  init(_ text: String, columns: Int?) {
    self.text = columns.map { String(text.prefix(Self.room($0))) } ?? text
  }

  /// A line with a bar on a terminal. On a narrow one the bar is shorter; where that is not enough,
  /// first the label goes, then the bar, then the details from the left.
  private static func line(
    _ label: String, _ done: Int, of total: Int, details: [String], columns: Int?
  ) -> String {
    let count = "\(done)/\(total)"
    guard let columns else { return joined([label, count], details) }
    let share = total == 0 ? 1 : Double(done) / Double(total)
    for words in [[label, count], [count]] {
      let free = room(columns) - joined(words, details).count - "[] ".count
      if free >= barWidths.lowerBound {
        let bar = bar(share, width: min(free, barWidths.upperBound))
        return joined(words.dropLast() + [bar, count], details)
      }
    }
    let shorter = (0...details.count).map { joined([count], Array(details.dropFirst($0))) }
    return shorter.first { $0.count <= room(columns) } ?? count
  }

  /// A full last column makes some terminals start another line.
  private static func room(_ columns: Int) -> Int { max(1, columns - 1) }

  private static func joined(_ words: [String], _ details: [String]) -> String {
    ([words.joined(separator: " ")] + details).joined(separator: "  ")
  }

  private static func bar(_ share: Double, width: Int) -> String {
    let filled = Int(share * Double(width))
    return "[" + String(repeating: "#", count: filled)
      + String(repeating: "-", count: width - filled) + "]"
  }

  private static func details(_ progress: AlignProgress, elapsed: Double) -> [String] {
    let counts = "\(progress.aligned) aligned, \(progress.rejected) rejected"
    let rate = rate(
      progress.done, left: progress.total - progress.done, "images/s", elapsed: elapsed)
    return Array(rate.prefix(1)) + [counts] + rate.dropFirst()
  }

  /// How fast something is done, and how long the rest takes; nothing in the first moments, which say
  /// nothing.
  private static func rate(_ done: Int, left: Int, _ unit: String, elapsed: Double) -> [String] {
    guard elapsed >= 1, done > 0 else { return [] }
    let rate = Double(done) / elapsed
    return [
      "\(rate.rounded(decimals: rate < 100 ? 1 : 0)) \(unit)", "\(clock(Double(left) / rate)) left",
    ]
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
    if decimals == 0 { return String(scaled) }
    let fraction = String(scaled % scale)
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(scaled / scale).\(zeros)\(fraction)"
  }
}

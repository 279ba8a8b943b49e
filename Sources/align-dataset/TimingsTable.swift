import Job

/// The table of `--timings`.
struct TimingsTable {
  /// The table, a line each, numbers to the right.
  let text: String

  /// Composes the table.
  ///
  /// - Parameters:
  ///   - timings: How long each stage took.
  ///   - time: How long the run took, from its start to its end.
  init(_ timings: RunTimings, time: Duration) {
    let stages = [
      ("crawl", timings.crawl), ("read", timings.read), ("decode", timings.decode),
      ("detect", timings.detect), ("landmarks", timings.landmarks), ("warp", timings.warp),
      ("describe", timings.describe), ("wait", timings.wait), ("write", timings.write),
      ("finish", timings.finish),
    ]
    let (seconds, attoseconds) = time.components
    let whole = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    let rows =
      [("stage", "seconds", "us an image")]
      + (stages + [("run", Int(whole))]).map { name, nanoseconds in
        (
          name, (Double(nanoseconds) / 1e9).rounded(decimals: 3),
          timings.images == 0
            ? "-" : (Double(nanoseconds) / 1e3 / Double(timings.images)).rounded(decimals: 1)
        )
      }
    let widths = (
      rows.map(\.0.count).max() ?? 0, rows.map(\.1.count).max() ?? 0,
      rows.map(\.2.count).max() ?? 0
    )
    let lines = rows.map { name, total, each in
      "  " + name + Self.spaces(widths.0 - name.count + 2 + widths.1 - total.count) + total
        + Self.spaces(2 + widths.2 - each.count) + each + "\n"
    }
    text = "timings of \(timings.images.counting("image", "images"))\n" + lines.joined()
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
}

import Align
import Job
import Report
import Shard

/// The table that ends a run.
struct SummaryTable {
  /// The table, a line each, numbers to the right.
  let text: String

  init(_ summary: JobSummary, time: Duration) {
    let counts = summary.counts
    let seconds = time.seconds
    let work = summary.work
    let rate = seconds > 0 ? Double(work.done) / seconds : 0
    let speed = work.done > 0 ? [("speed", "\(rate.rounded(decimals: 1)) images/s")] : []
    let reused =
      work.reused > 0 || work.gone > 0
      ? [("reused", "\(work.reused)"), ("done", "\(work.done)"), ("gone", "\(work.gone)")] : []
    let rows: [(String, String)] =
      Self.counts(counts, summary.splits) + reused + [
        ("time", "\(seconds.rounded(decimals: 1)) s")
      ] + speed
    let warnings = Self.warnings(of: summary).map { ("warning", $0) }
    text =
      Self.title(summary.output, isUnchanged: work.isUnchanged) + Self.sources(of: summary)
      + Self.lines(rows) + warnings.map { "  \($0): \($1)\n" }.joined()
  }

  /// The table of an export.
  init(_ summary: ExportSummary, time: Duration) {
    let seconds = time.seconds
    let splits =
      summary.splits.count > 1
      ? Split.allCases.map { ("  in \($0.rawValue)", "\(summary.splits[$0] ?? 0)") } : []
    let written = summary.written
    let rate = seconds > 0 ? Double(written) / seconds : 0
    let speed = written > 0 ? [("speed", "\(rate.rounded(decimals: 0)) faces/s")] : []
    let isResumed = written < summary.faces && !summary.isUnchanged
    let rows: [(String, String)] =
      [("faces", "\(summary.faces)")] + splits + [("identities", "\(summary.identities)")]
      + (isResumed ? [("written now", "\(written)")] : [])
      + [("time", "\(seconds.rounded(decimals: 1)) s")] + speed
    text = Self.title(summary.output, isUnchanged: summary.isUnchanged) + Self.lines(rows)
  }

  /// The table of what there is: that of a dataset's run, again, and how far an unfinished one is.
  init(_ statistics: DatasetStatistics) {
    var text = ""
    if let dataset = statistics.dataset, let selected = dataset.selected {
      text += Self.title(statistics.folder, isUnchanged: false)
      text += Self.lines(Self.counts(selected.counts, selected.splits)) + Self.measures(dataset)
    }
    if let run = statistics.run {
      let state =
        switch statistics.isAtWork {
        case true?: "a run is at work"
        case false?: "a run did not end, and the same command goes on with it"
        case nil: "a run has not ended"
        }
      text += "\(statistics.folder): \(state)".printable + "\n"
      text +=
        Self.lines(
          [
            ("found", "\(run.found)"), ("aligned", "\(run.aligned)"),
            ("rejected", "\(run.rejected.values.reduce(0, +))"),
          ] + Self.reasons(run.rejected) + [("waiting", "\(run.pending)")])
        + Self.measures(run)
    }
    self.text = text
  }

  /// What measures are like: a line each, with the middle and nearly the ends.
  private static func measures(_ catalog: CountedCatalog) -> String {
    if catalog.measures.isEmpty { return "" }
    let rows =
      [["", "5%", "median", "95%"]]
      + catalog.measures.map { measure in
        let values = measure.quantiles
        return [measure.title]
          + [values.fifth, values.median, values.ninetyFifth].map {
            $0.fixed(measure.decimals)
          }
      }
    let widths = (0..<4).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let gap = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + gap : gap + cell
      }
      return "  " + cells.joined(separator: "  ") + "\n"
    }.joined()
  }

  /// What became of everything that was found.
  private static func counts(
    _ counts: DatasetDescription.Counts,
    _ splits: [Split: DatasetDescription.SplitDescription]
  ) -> [(String, String)] {
    let shards = splits.values.reduce(0) { $0 + $1.shards.count }
    return [
      ("found", "\(counts.found)"), ("aligned", "\(counts.aligned)"),
      ("rejected", "\(counts.rejected.values.reduce(0, +))"),
    ] + reasons(counts.rejected) + leftOut(counts) + [("kept", "\(counts.kept)")]
      + validation(splits) + [
        ("identities", "\(counts.identities)"), ("shards", "\(shards)"),
      ] + unmatched(counts)
  }

  private static func reasons(_ rejected: [String: Int]) -> [(String, String)] {
    rejected.byFrequency.map { ("  \($0.reason)", "\($0.count)") }
  }

  private static func title(_ output: String, isUnchanged: Bool) -> String {
    output.printable + (isUnchanged ? ": unchanged" : "") + "\n"
  }

  /// A line a row: names to the left, numbers to the right, and units behind them.
  private static func lines(_ rows: [(String, String)]) -> String {
    let names = rows.map(\.0.count).max() ?? 0
    let numbers = rows.map { $0.1.prefix { $0 != " " }.count }.max() ?? 0
    return rows.map { name, value in
      let number = value.prefix { $0 != " " }.count
      let gap = String(repeating: " ", count: names - name.count + 2 + numbers - number)
      return "  \(name)\(gap)\(value)\n"
    }.joined()
  }

  /// How many of the faces are in `val`, where some are.
  private static func validation(
    _ splits: [Split: DatasetDescription.SplitDescription]
  ) -> [(String, String)] {
    let faces = splits[.val]?.faces ?? 0
    return faces > 0 ? [("  in val", "\(faces)")] : []
  }

  /// What metadata and files lack of each other, as far as there is such.
  private static func unmatched(_ counts: DatasetDescription.Counts) -> [(String, String)] {
    [
      ("rows without a file", counts.rowsWithoutFile),
      ("files without a row", counts.filesWithoutRow),
    ].filter { $0.1 > 0 }.map { ($0.0, "\($0.1)") }
  }

  /// Faces that are left out, as far as there are such.
  private static func leftOut(_ counts: DatasetDescription.Counts) -> [(String, String)] {
    [
      ("duplicates", counts.duplicates), ("under two people", counts.conflicts),
      ("excluded", counts.excluded), ("pruned", counts.pruned),
    ].filter { $0.1 > 0 }.map { ($0.0, "\($0.1)") }
  }

  /// How the raw trees were taken, where that was not plain: a tree that is taken for what it is not
  /// gives wrong labels.
  private static func sources(of summary: JobSummary) -> String {
    let sources = summary.sources
    guard sources.count > 1 || sources.contains(where: { $0.layout != "folders" }) else {
      return ""
    }
    return sources.map { source in
      let face = source.face.map { ", \($0) face" } ?? ""
      return "  \(source.name): layout \(source.layout)\(face)".printable + "\n"
    }.joined()
  }

  /// What the user may want to do something about.
  private static func warnings(of summary: JobSummary) -> [String] {
    var warnings: [String] = []
    let failures = summary.workerFailures
    if failures > 0 {
      warnings.append(
        failures.counting("image was", "images were")
          + " too much for the libraries; rejected.jsonl names \(failures == 1 ? "it" : "them")")
    }
    let unreadable = summary.unreadable
    if unreadable > 0 {
      warnings.append(
        unreadable.counting("file or folder", "files or folders")
          + " could not be read or worked on; the next run tries again")
    }
    return warnings
  }
}

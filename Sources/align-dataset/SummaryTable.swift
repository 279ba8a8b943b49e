import Job
import Shard

/// The table that ends a run.
struct SummaryTable {
  /// The table, a line each, numbers to the right.
  let text: String

  init(_ summary: JobSummary, time: Duration) {
    let counts = summary.counts
    let rejected = counts.rejected.values.reduce(0, +)
    let seconds = time.seconds
    let work = summary.work
    let rate = seconds > 0 ? Double(work.done) / seconds : 0
    let speed = work.done > 0 ? [("speed", "\(rate.rounded(decimals: 1)) images/s")] : []
    let reused =
      work.reused > 0
      ? [("reused", "\(work.reused)"), ("done", "\(work.done)"), ("gone", "\(work.gone)")] : []
    let rows: [(String, String)] =
      [
        ("found", "\(counts.found)"), ("aligned", "\(counts.aligned)"),
        ("rejected", "\(rejected)"),
      ] + counts.rejected.byFrequency.map { ("  \($0.reason)", "\($0.count)") } + [
        ("identities", "\(counts.identities)"), ("shards", "\(summary.shards)"),
      ] + reused + [
        ("time", "\(seconds.rounded(decimals: 1)) s")
      ] + speed
    let names = rows.map(\.0.count).max() ?? 0
    let numbers = rows.map { $0.1.prefix { $0 != " " }.count }.max() ?? 0
    let lines = rows.map { name, value in
      let number = value.prefix { $0 != " " }.count
      return name + String(repeating: " ", count: names - name.count + 2 + numbers - number) + value
    }
    let title = summary.output.printable + (work.isUnchanged ? ": unchanged" : "")
    text = "\(title)\n" + lines.map { "  \($0)\n" }.joined() + Self.warning(of: summary)
  }

  /// A line about images that the program could not cope with; empty where there are none.
  private static func warning(of summary: JobSummary) -> String {
    let failures = summary.workerFailures
    guard failures > 0 else { return "" }
    let images = failures.counting("image was", "images were")
    return "  warning: \(images) too much for the libraries that read them; they are left out, and"
      + " rejected.jsonl names them\n"
  }
}

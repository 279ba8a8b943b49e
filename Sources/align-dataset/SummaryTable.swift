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
    let rate = seconds > 0 ? Double(counts.found) / seconds : 0
    let reasons = counts.rejected.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let rows: [(String, String)] =
      [
        ("found", "\(counts.found)"), ("aligned", "\(counts.aligned)"),
        ("rejected", "\(rejected)"),
      ] + reasons.map { ("  \($0.key)", "\($0.value)") } + [
        ("identities", "\(counts.identities)"), ("shards", "\(summary.shards)"),
        ("time", "\(seconds.rounded(decimals: 1)) s"),
        ("speed", "\(rate.rounded(decimals: 1)) images/s"),
      ]
    let names = rows.map(\.0.count).max() ?? 0
    let numbers = rows.map { $0.1.prefix { $0 != " " }.count }.max() ?? 0
    let lines = rows.map { name, value in
      let number = value.prefix { $0 != " " }.count
      return name + String(repeating: " ", count: names - name.count + 2 + numbers - number) + value
    }
    text = "\(summary.output.printable)\n" + lines.map { "  \($0)\n" }.joined()
  }
}

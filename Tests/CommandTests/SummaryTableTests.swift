import Testing

@testable import Job
@testable import Shard
@testable import align_dataset

@Suite struct SummaryTableTests {
  @Test("The reasons come with the most frequent first, and the numbers end in one column")
  func table() {
    let counts = DatasetDescription.Counts(
      found: 12_345, aligned: 12_000, rejected: ["corrupt": 20, "no_face": 305, "too_large": 20],
      duplicates: 0, kept: 12_000, identities: 81)
    let shards = [0, 1].map { index in
      DatasetDescription.Shard(
        tensor: "\(index)", manifest: "", faces: 6000, tensorSHA256: "", manifestSHA256: "")
    }
    let split = DatasetDescription.SplitDescription(faces: 12_000, identities: 81, shards: shards)
    let summary = JobSummary(output: "a\u{1B}[2J", counts: counts, splits: [.train: split])
    #expect(
      SummaryTable(summary, time: .milliseconds(100_000)).text == """
        a\\u{1b}[2J
          found        12345
          aligned      12000
          rejected       345
            no_face      305
            corrupt       20
            too_large     20
          identities      81
          shards           2
          time         100.0 s
          speed        123.5 images/s

        """)
  }
}

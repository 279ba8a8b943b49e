import Testing

@testable import Job
@testable import Shard
@testable import align_dataset

@Suite struct SummaryTableTests {
  private static let counts = DatasetDescription.Counts(
    found: 12_345, aligned: 12_000,
    rejected: [
      "corrupt": 20, "no_face": 304, "crashed": 1, "too_large": 11, "unreadable": 7, "failed": 2,
    ], duplicates: 0,
    kept: 12_000, identities: 81)

  private func text(_ work: JobSummary.Work) -> String {
    let shards = [0, 1].map { index in
      DatasetDescription.Shard(
        tensor: "\(index)", manifest: "", faces: 6000, tensorSHA256: "", manifestSHA256: "")
    }
    let split = DatasetDescription.SplitDescription(faces: 12_000, identities: 81, shards: shards)
    let summary = JobSummary(
      output: "a\u{1B}[2J", counts: Self.counts, splits: [.train: split],
      sources: [PublishedDataset.Source(name: "raw", layout: "folders", face: "largest")],
      work: work)
    return SummaryTable(summary, time: .milliseconds(100_000)).text
  }

  @Test("The reasons come with the most frequent first, and the numbers end in one column")
  func table() {
    let work = JobSummary.Work(done: 12_340, reused: 0, gone: 0, isUnchanged: false)
    #expect(
      text(work) == """
        a\\u{1b}[2J
          found         12345
          aligned       12000
          rejected        345
            no_face       304
            corrupt        20
            too_large      11
            unreadable      7
            failed          2
            crashed         1
          kept          12000
          identities       81
          shards            2
          time          100.0 s
          speed         123.4 images/s
          warning: 1 image was too much for the libraries; rejected.jsonl names it
          warning: 9 files or folders could not be read or worked on; the next run tries again

        """)
  }

  @Test("What was left out is told where there is such, and what metadata and files lack")
  func leftOut() {
    var counts = Self.counts
    counts.duplicates = 900
    counts.conflicts = 12
    counts.pruned = 3
    counts.rowsWithoutFile = 7
    let summary = JobSummary(
      output: "a", counts: counts, splits: [:],
      sources: [
        PublishedDataset.Source(name: "web", layout: "casia-webface", face: "centre"),
        PublishedDataset.Source(name: "b", layout: "folders", face: "largest"),
      ],
      work: JobSummary.Work(done: 0, reused: 0, gone: 0, isUnchanged: false))
    #expect(
      SummaryTable(summary, time: .seconds(1)).text.contains(
        """
        a
          web: layout casia-webface, centre face
          b: layout folders, largest face
          found                12345
          aligned              12000
          rejected               345
            no_face              304
            corrupt               20
            too_large             11
            unreadable             7
            failed                 2
            crashed                1
          duplicates             900
          under two people        12
          pruned                   3
          kept                 12000
          identities              81
          shards                   0
          rows without a file      7
        """))
  }

  @Test("What was taken over from an earlier run is told, and no speed where nothing was done")
  func reused() {
    let work = JobSummary.Work(done: 20, reused: 12_325, gone: 5, isUnchanged: false)
    #expect(
      text(work).contains(
        """
          shards            2
          reused        12325
          done             20
          gone              5
          time          100.0 s
          speed           0.2 images/s

        """))
    let gone = JobSummary.Work(done: 1, reused: 0, gone: 5, isUnchanged: false)
    #expect(text(gone).contains("\n  gone              5\n"))
    let nothing = JobSummary.Work(done: 0, reused: 12_345, gone: 0, isUnchanged: true)
    #expect(text(nothing).hasPrefix("a\\u{1b}[2J: unchanged\n"))
    #expect(!text(nothing).contains("speed"))
  }
}

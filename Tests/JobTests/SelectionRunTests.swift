import Align
import Crawl
import Foundation
import Names
import Sample
import Select
import TestSupport
import Testing

@testable import Job

@Suite("A run that leaves faces out")
struct SelectionRunTests {
  private let folder: TemporaryFolder
  private var run = TestRun()

  init() throws {
    folder = try TemporaryFolder()
    run.selection = SelectionSettings()
    // Ann has one photograph three times, and Bob has one of hers.
    let ann = Painter.paint(Person(seed: 1), Shot(seed: 2)).image
    let other = Painter.paint(Person(seed: 1), Shot(seed: 5)).image
    let bob = Painter.paint(Person(seed: 9), Shot(seed: 3)).image
    let cleo = Painter.paint(Person(seed: 20), Shot(seed: 4)).image
    try write(ann, "raw/Ann/1.png", "raw/Ann/copy.png")
    try folder.write(try ann.jpeg(quality: 70), to: "raw/Ann/small.jpg")
    try write(other, "raw/Ann/2.png", "raw/Bob/wrong.png")
    try write(bob, "raw/Bob/1.png")
    try write(cleo, "raw/Cleo/1.png")
  }

  private func write(_ image: PixelImage, _ paths: String...) throws {
    for path in paths { try folder.write(try image.png(), to: path) }
  }

  private var raw: String { folder("raw") }
  private var output: String { folder("aligned") }
  private var dataset: WrittenDataset { WrittenDataset(output) }

  private func faults() throws -> [String] {
    var faults: [String] = []
    _ = try Verification(folder: output) { faults.append($0.description) }.run()
    return faults
  }

  @Test("leaves out duplicates and conflicts, each with a line")
  func duplicates() throws {
    let summary = try run(raw, to: output)
    #expect(summary.counts.found == 7 && summary.counts.aligned == 7)
    #expect(summary.counts.duplicates == 4 && summary.counts.conflicts == 2)
    // The detector's box is a little larger in the copy that lost most.
    #expect(try dataset.faces().map(\.path) == ["Ann/small.jpg", "Bob/1.png", "Cleo/1.png"])
    let lines = try dataset.leftOut("duplicates")
    #expect(lines.map(\.path) == ["Ann/1.png", "Ann/2.png", "Ann/copy.png", "Bob/wrong.png"])
    #expect(lines.map(\.kept) == ["Ann/small.jpg", nil, "Ann/small.jpg", nil])
    #expect(lines.map(\.kind) == ["near", "exact", "near", "exact"])
    #expect(lines.map(\.conflict) == [false, true, false, true])
    #expect(try faults() == [])
  }

  @Test("tells of conflicts where both faces stay, and accounts for each once")
  func keptConflicts() throws {
    var run = run
    run.selection.conflicts = .keep
    let summary = try run(raw, to: output)
    #expect(summary.counts.duplicates == 2 && summary.counts.conflicts == 2)
    let lines = try dataset.leftOut("duplicates").filter { $0.conflict == true }
    #expect(lines.map(\.path) == ["Ann/2.png", "Bob/wrong.png"])
    #expect(lines.map(\.kept) == ["Ann/2.png", "Bob/wrong.png"])
    #expect(try faults() == [])
  }

  @Test("refuses to replace a dataset by one from which everything is left out")
  func emptied() throws {
    try run(raw, to: output)
    let before = try dataset.files()
    var none = run
    none.selection.leastImages = 9
    let error = try none.failure(raw, to: output)?.description
    #expect(
      error == "\(output): all 7 faces would be left out (4 duplicates, 0 excluded, 3 pruned); the"
        + " dataset that is there stays as it was: give --min-images, --exclude-names or --conflicts"
        + " otherwise")
    #expect(try dataset.files().filter { !$0.key.hasPrefix("unfinished/") } == before)
    #expect(try run(raw, to: output).counts.kept == 3)
  }

  @Test("notes people who are probably one, and a list of names that is nobody's")
  func notes() throws {
    for number in 5..<9 {
      let image = Painter.paint(Person(seed: UInt64(number)), Shot(seed: 40)).image
      try write(image, "raw/Dan/\(number).png", "raw/Eve/\(number).png")
    }
    var notes: [String] = []
    var run = run
    run.selection.excluded = [PersonName("Nobody")]
    run.report = { if case .note(let note) = $0 { notes.append(note) } }
    try run(raw, to: output)
    #expect(
      notes == [
        "1 pair of people is probably one person (probably_same_as in identities.jsonl);"
          + " --merge-probable gives them one label",
        "--exclude-names: none of the 1 names is that of anybody who has a face here; where folders"
          + " have numbers, a list of their names is needed",
      ])
  }

  @Test("makes another selection of the same faces, and gives what a fresh run gives")
  func reuse() throws {
    try run(raw, to: output)
    var changes: [(inout SelectionSettings) -> Void] = [
      { $0.duplicates = .off }, { $0.conflicts = .keep },
      {
        $0.leastImages = 2
        $0.conflicts = .keep
      },
      { $0.excluded = [PersonName("ann")] }, { $0.valShare = 0.5 },
      {
        $0.valShare = 0.5
        $0.splitUnit = .image
        $0.conflicts = .first
      }, { $0.shuffleSeed = 7 }, { _ in },
    ]
    changes.append { $0.duplicates = .exact }
    for change in changes {
      var other = run
      change(&other.selection)
      // Nothing that could align anything.
      other.server = try ForkServer(WorkerProgram(path: "/bin/true", arguments: []))
      let summary = try other(raw, to: output)
      #expect(summary.work.done == 0 && summary.work.reused == 7)
      other.server = nil
      let fresh = folder("fresh \(UUID())")
      try other(raw, to: fresh)
      #expect(try dataset.files() == WrittenDataset(fresh).files())
      #expect(try faults() == [])
    }
  }

  @Test("keeps the pixels of what it leaves out, and verify notices if they are not right")
  func pixels() throws {
    try run(raw, to: output)
    let catalog = try Database("\(output)/catalog.sqlite")
    #expect(try catalog.integer("SELECT count(*) FROM pixels") == 4)
    try catalog.execute("UPDATE pixels SET rgb = zeroblob(27648) WHERE face = 5")
    #expect(try faults().contains { $0.contains("are not those that were aligned") })
    try catalog.execute("DELETE FROM pixels WHERE face = 5")
    #expect(try faults().contains { $0.contains("is in no shard, and its pixels are missing") })
  }

  @Test("leaves a dataset from which everything was left out, and takes its faces up again")
  func nothing() throws {
    var run = run
    var none = run
    none.selection.leastImages = 9
    let summary = try none(raw, to: output)
    #expect(summary.counts.kept == 0 && summary.counts.aligned == 7)
    #expect(try faults() == [])
    run.server = try ForkServer(WorkerProgram(path: "/bin/true", arguments: []))
    #expect(try run(raw, to: output).counts.kept == 3)
  }

  @Test("takes rows from several shards where they are shuffled, and puts them back")
  func shuffled() throws {
    var small = run
    small.shardSize = 1
    try small(raw, to: output)
    let grouped = try dataset.files()
    small.selection.shuffleSeed = 3
    try small(raw, to: output)
    #expect(try faults() == [])
    #expect(try dataset.identities().map(\.first) == [nil, nil, nil])
    small.selection.shuffleSeed = nil
    try small(raw, to: output)
    #expect(try dataset.files() == grouped)
  }
}

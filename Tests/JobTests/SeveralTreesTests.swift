import Foundation
import TestSupport
import Testing

@testable import Job

@Suite("A run of several trees")
struct SeveralTreesTests {
  private let folder: TemporaryFolder
  private var run = TestRun()

  init() throws {
    folder = try TemporaryFolder()
    try folder.paint(
      "one/Ann_A/1.jpg", "one/Bob/1.jpg", "two/ANN A/1.jpg", "two/Zed/1.jpg", "two/Zed/2.jpg")
  }

  private var trees: [String] { [folder("one"), folder("two")] }
  private var output: String { folder("aligned") }
  private var dataset: WrittenDataset { WrittenDataset(output) }

  private func faults() throws -> [String] {
    var faults: [String] = []
    _ = try Verification(folder: output) { faults.append($0.description) }.run()
    return faults
  }

  @Test("gives people of the same name one label, and says how they matched")
  func merged() throws {
    try run(trees, to: output)
    #expect(
      try dataset.faces().map { "\($0.label) \($0.source)/\($0.path)" } == [
        "0 one/Ann_A/1.jpg", "0 two/ANN A/1.jpg", "1 one/Bob/1.jpg", "2 two/Zed/1.jpg",
        "2 two/Zed/2.jpg",
      ])
    let ann = try dataset.identities()[0]
    #expect(ann.identity == "Ann_A" && ann.source == "one" && ann.faces == 2)
    #expect(ann.merged.map(\.identity) == ["ANN A"] && ann.merged.map(\.source) == ["two"])
    #expect(ann.merged.map(\.how) == ["exact"] && ann.merged.map(\.matched) == ["Ann_A"])
    #expect(try faults() == [])
  }

  @Test("is a run of one that goes on with another, and of none less")
  func added() throws {
    try run(trees[0], to: output)
    let summary = try run(trees, to: output)
    #expect(summary.work.reused == 2 && summary.work.done == 3)
    let together = try dataset.files()
    try run(trees, to: folder("fresh"))
    #expect(try WrittenDataset(folder("fresh")).files() == together)
    let error = try run.failure(trees[1], to: output)?.description
    #expect(
      error
        == "\(output): holds a dataset with faces of 'one', which is not among this run's raw trees"
        + " ('two'; one that was renamed keeps its name as NAME=FOLDER); add --overwrite to align everything"
        + " anew, or name another folder")
    #expect(try dataset.files() == together)
  }

  @Test("has another order when the trees have, and aligns nothing for that")
  func reordered() throws {
    try run(trees, to: output)
    var other = run
    other.server = try ForkServer(WorkerProgram(path: "/bin/true", arguments: []))
    try other(trees.reversed(), to: output)
    #expect(
      try dataset.faces().map { "\($0.label) \($0.source)/\($0.path)" } == [
        "0 two/ANN A/1.jpg", "0 one/Ann_A/1.jpg", "1 two/Zed/1.jpg", "1 two/Zed/2.jpg",
        "2 one/Bob/1.jpg",
      ])
    #expect(try faults() == [])
    #expect(try other(trees.reversed(), to: output).work.isUnchanged)
  }

  @Test("of which one lies in another, or is given twice, is refused")
  func nested() throws {
    let error = try run.failure(folder("one"), folder("one/Bob"), to: output)?.description
    #expect(
      error == "\(folder("one/Bob")): lies in \(folder("one")), which is given too; give each"
        + " photograph once")
  }

  @Test("of which one gives no face says so")
  func faceless() throws {
    try folder.write([], to: "none/Ann/1.jpg")
    var notes: [String] = []
    var run = run
    run.report = { if case .note(let note) = $0 { notes.append(note) } }
    try run(folder("one"), folder("none"), to: output)
    #expect(
      notes == ["\(folder("none")): no file gave a face (1 not_an_image); rejected.jsonl says why"])
  }

  @Test("of one name is refused")
  func sameName() throws {
    try folder.paint("other/one/Cy/1.jpg")
    let error = try run.failure(folder("one"), folder("other/one"), to: output)?.description
    #expect(error == "two raw trees are called 'one'; name one of them otherwise, as NAME=FOLDER")
  }

  @Test("is refused where one of them is empty, or away")
  func empty() throws {
    try run(trees, to: output)
    let before = try dataset.files()
    try FileManager.default.removeItem(atPath: folder("two"))
    try FileManager.default.createDirectory(
      atPath: folder("two"), withIntermediateDirectories: false)
    #expect(
      try run.failure(folder("one"), folder("two"), to: output)?.description
        .hasPrefix("\(folder("two")): the folder holds no files") == true)
    try folder.write([], to: "two/stray")
    #expect(
      try run.failure(folder("one"), folder("two"), to: output)?.description
        .hasPrefix("\(folder("two")): holds none of the photographs") == true)
    #expect(try dataset.files() == before)
  }
}

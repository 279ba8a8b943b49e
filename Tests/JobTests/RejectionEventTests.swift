import Foundation
import Shard
import TestSupport
import Testing

@testable import Job

@Suite("A run that is asked to tell of rejections")
struct RejectionEventTests {
  private let folder: TemporaryFolder
  private var raw: String { folder("raw") }
  private var output: String { folder("aligned") }

  init() throws {
    folder = try TemporaryFolder()
    try folder.paint("raw/Ann/1.jpg", "raw/Ann/3.jpg", "raw/Bob/1.jpg")
    try folder.write(Array("no".utf8), to: "raw/Ann/2.jpg")
    try folder.write([], to: "raw/Bob/2.jpg")
    try folder.write([], to: "raw/stray.jpg")
    try FileManager.default.createSymbolicLink(
      atPath: folder("raw/Zoe.jpg"), withDestinationPath: "nowhere")
  }

  /// Runs, and gives the lines that it told of.
  private func told(
    _ run: TestRun = TestRun(), tells: Bool = true, until interruption: Interruption? = nil
  ) throws -> [RejectedRecord] {
    var run = run
    var records: [RejectedRecord] = []
    run.tellsRejections = tells
    if let interruption { run.interruption = interruption }
    run.report = { event in
      guard case .rejected(let more) = event else { return }
      records += more
      // Of the walk there are two.
      if records.count > 2 { interruption?.request() }
    }
    if interruption == nil {
      try run(raw, to: output)
    } else if case .interrupted? = try run.failure(raw, to: output) {
    } else {
      Issue.record("the run was not interrupted")
    }
    return records
  }

  private func paths(_ records: [RejectedRecord]) -> [String] { records.map(\.face.path).sorted() }

  /// What rejected.jsonl holds.
  private func written() throws -> [String] {
    String(decoding: try WrittenDataset(output).bytes(of: "rejected.jsonl"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  @Test("tells of every one once, as rejected.jsonl has it, and another run of none")
  func all() throws {
    #expect(try told().map(\.json.line).sorted() == written().sorted())
    #expect(try written().count == 4)
    #expect(try told().isEmpty)
    #expect(try told(TestRun(overwrites: true)).count == 4)
    #expect(try told(TestRun(overwrites: true), tells: false).isEmpty)
  }

  @Test("tells of none that is not in its catalog, as another program sees that")
  func committed() throws {
    var run = TestRun()
    run.tellsRejections = true
    var isThere: Set<Bool> = []
    run.report = { event in
      guard case .rejected(let records) = event else { return }
      let catalog = try? Database(folder("aligned/unfinished/catalog.sqlite"), readOnly: true)
      for record in records {
        let count = try? catalog?.integer(
          """
          SELECT count(*) FROM images
          WHERE path = '\(record.face.path)' AND reason = '\(record.reason)'
          """)
        isThere.insert(count == 1)
      }
    }
    try run(raw, to: output)
    #expect(isThere == [true])
  }

  @Test("tells the rest when it goes on, and nothing twice")
  func resumed() throws {
    for number in 100..<200 { try folder.write(Array("no".utf8), to: "raw/Ann/\(number).jpg") }
    let first = try told(until: Interruption())
    let second = try told()
    #expect(first.count > 2)
    #expect((first + second).map(\.json.line).sorted() == (try written()).sorted())
  }

  @Test("tells what is new or another, though a row takes the number of one that is gone")
  func changed() throws {
    _ = try told()
    // The last row goes, and its number to the first that is new.
    try FileManager.default.removeItem(atPath: folder("raw/stray.jpg"))
    try FileManager.default.removeItem(atPath: folder("raw/Zoe.jpg"))
    try FileManager.default.removeItem(atPath: folder("raw/Bob/1.jpg"))
    try FileManager.default.createSymbolicLink(
      atPath: folder("raw/Bob/1.jpg"), withDestinationPath: "nowhere")
    try folder.write([], to: "raw/zzz.jpg")
    try folder.write([], to: "raw/zzzz.jpg")
    #expect(try paths(told()) == ["Bob/1.jpg", "zzz.jpg", "zzzz.jpg"])
  }

  @Test("tells of more files than it reads back at once, and of each which it was")
  func many() throws {
    for number in 1000..<1700 { try folder.write([], to: "raw/stray/\(number).txt") }
    for number in 1000..<1300 { try folder.write([], to: "raw/\(number).txt") }
    let records = try told()
    #expect(records.count == 1004)
    #expect(records.map(\.json.line).sorted() == (try written()).sorted())
  }

  @Test("counts the reasons of what it aligns")
  func reasons() throws {
    var run = TestRun()
    var last: AlignProgress?
    run.report = { if case .aligning(let progress) = $0 { last = progress } }
    try run(raw, to: output)
    #expect(last?.reasons == ["not_an_image": 2])
    #expect(last?.rejected == 2 && last?.aligned == 3)
  }

  @Test("notes rows in ranges")
  func ranges() {
    var rows = NotedRows()
    for id in [3, 4, 5, 9, 1, 2, 7] { rows.add(id) }
    #expect(rows.ranges == [3..<6, 9..<10, 1..<3, 7..<8])
  }
}

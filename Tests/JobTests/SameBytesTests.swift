import Foundation
import Sample
import Select
import TestSupport
import Testing

@testable import Job

@Suite("Every file but the catalog has the same bytes")
struct SameBytesTests {
  private let painted: PaintedDataset
  private let expected: [String: Data]
  private let folder: TemporaryFolder

  init() throws {
    painted = try PaintedDataset.shared.get()
    expected = try painted.written.files()
    folder = try TemporaryFolder()
  }

  @Test("whatever the number of workers", arguments: [1, 7])
  func workers(jobs: Int) throws {
    try TestRun(jobs: jobs)(painted.raw, to: folder("out"))
    #expect(try WrittenDataset(folder("out")).files() == expected)
  }

  @Test("after a second run over the first")
  func again() throws {
    let copy = try PaintedDataset.copy(into: folder)
    try TestRun()(painted.raw, to: copy)
    #expect(try WrittenDataset(copy).files() == expected)
  }

  @Test("after a run over a dataset of other shards, of which nothing is left")
  func over() throws {
    let copy = try PaintedDataset.copy(into: folder)
    try TestRun(shardSize: 3)(painted.raw, to: copy)
    #expect(try WrittenDataset(copy).files().count > expected.count)
    try TestRun()(painted.raw, to: copy)
    #expect(try WrittenDataset(copy).files() == expected)
  }

  @Test("however the tree's and the output's paths are written")
  func spellings() throws {
    let link = folder("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: painted.raw)
    let up = FileManager.default.currentDirectoryPath.split(separator: "/").map { _ in ".." }
    let relative = up.joined(separator: "/")
    for (raw, output) in [
      (painted.raw + "/", folder("slash/")), (link, folder("a/new/place")),
      (relative + painted.raw, relative + folder("relative")),
    ] {
      try TestRun()(raw, to: output)
      #expect(try WrittenDataset(output).files() == expected, "\(raw) to \(output)")
    }
  }

  @Test("of several trees, cleaned, split and shuffled, also after interruptions")
  func cleaned() throws {
    _ = try SampleTree(people: 3, images: 3, seed: 8, flaws: true).write(to: folder("more"))
    var run = TestRun(jobs: 1, shardSize: 4)
    run.selection = SelectionSettings()
    run.selection.valShare = 0.4
    run.selection.splitUnit = .image
    run.selection.shuffleSeed = 5
    run.selection.conflicts = .first
    let trees = [painted.raw, folder("more")]
    try run(trees, to: folder("one"))
    let files = try WrittenDataset(folder("one")).files()
    var other = run
    other.jobs = 5
    for _ in 0..<20 {
      let interruption = Interruption()
      other.interruption = interruption
      other.report = {
        if case .aligning(let progress) = $0, progress.done > 2 { interruption.request() }
      }
      if try other.failure(trees[0], trees[1], to: folder("two")) == nil { break }
    }
    #expect(try WrittenDataset(folder("two")).files() == files)
    var faults: [String] = []
    _ = try Verification(folder: folder("two")) { faults.append($0.description) }.run()
    #expect(faults == [])
  }

  @Test("from a copy of the tree in another place")
  func elsewhere() throws {
    try FileManager.default.createDirectory(
      atPath: folder("other/place"), withIntermediateDirectories: true)
    let copy = folder("other/place/raw")
    try FileManager.default.copyItem(atPath: painted.raw, toPath: copy)
    try TestRun()(copy, to: folder("out"))
    #expect(try WrittenDataset(folder("out")).files() == expected)
  }

  @Test("and none holds a path of this machine")
  func paths() throws {
    for (name, bytes) in expected {
      #expect(bytes.range(of: Data(painted.folder.path.utf8)) == nil, "\(name)")
    }
  }
}

import Crawl
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import Job

@Suite("A raw tree")
struct RawTreeTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Everything that the system keeps of a file but when it was last read.
  private struct State: Equatable {
    let path: String
    let inode: UInt
    let mode: UInt32
    let size: Int
    let links: UInt
    let modified: [Int]
    let changed: [Int]

    init(_ root: String, _ path: String) {
      self.path = path
      var status = stat()
      lstat("\(root)/\(path)", &status)
      inode = status.st_ino
      mode = status.st_mode
      size = status.st_size
      links = status.st_nlink
      modified = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
      changed = [status.st_ctim.tv_sec, status.st_ctim.tv_nsec]
    }
  }

  private func state() throws -> [State] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder("raw")).sorted()
    return ([""] + paths).map { State(folder("raw"), $0) }
  }

  @Test("is left exactly as it was, also where nothing in it may be written")
  func untouched() throws {
    try folder.paint("raw/Ann/1.jpg", "raw/Bob/1.jpg")
    try folder.write(Array("<html>".utf8), to: "raw/Bob/page.jpg")
    try folder.write([], to: "raw/Bob/empty.png")
    for path in ["raw/Ann/1.jpg", "raw/Ann", "raw/Bob", "raw"] {
      chmod(folder(path), path.hasSuffix("jpg") ? 0o444 : 0o555)
    }
    defer { for path in ["raw", "raw/Ann", "raw/Bob"] { chmod(folder(path), 0o755) } }
    let before = try state()
    let summary = try TestRun()(folder("raw"), to: folder("aligned"))
    #expect(summary.counts.kept == 2)
    #expect(try state() == before)
  }

  @Test("that holds nothing is refused, and an older dataset stays")
  func empty() throws {
    try folder.paint("raw/Ann/1.jpg")
    try TestRun()(folder("raw"), to: folder("aligned"))
    let before = try WrittenDataset(folder("aligned")).files()
    try FileManager.default.createDirectory(
      atPath: folder("empty/raw/in/here"), withIntermediateDirectories: true)
    guard case .empty(let root)? = try TestRun().failure(folder("empty/raw"), to: folder("aligned"))
    else {
      Issue.record("an empty tree gave a dataset")
      return
    }
    #expect(root == folder("empty/raw"))
    _ = try TestRun().failure(folder("empty/raw"), to: folder("never"))
    #expect(!FileManager.default.fileExists(atPath: folder("never")))
    #expect(try WrittenDataset(folder("aligned")).files() == before)
  }

  @Test("that gives no face gives a dataset without faces that is none the less whole")
  func faceless() throws {
    try folder.write(Array("notes".utf8), to: "raw/Ann/notes.txt")
    try folder.write([], to: "raw/stray.jpg")
    let summary = try TestRun()(folder("raw"), to: folder("aligned"))
    #expect(summary.counts.kept == 0 && summary.shards == 0)
    #expect(summary.counts.rejected == ["not_an_image": 1, "not_in_layout": 1])
    var faults = 0
    _ = try Verification(folder: folder("aligned")) { _ in faults += 1 }.run()
    #expect(faults == 0)
  }

  @Test("that gives no face is refused where a dataset with faces is, which stays")
  func facelessOver() throws {
    try folder.paint("raw/Ann/1.jpg", "wrong/raw/1.jpg", "wrong/raw/2.jpg")
    try folder.write(Array("notes".utf8), to: "wrong/raw/Ann/1.jpg")
    try TestRun()(folder("raw"), to: folder("aligned"))
    let before = try WrittenDataset(folder("aligned")).files()
    let error = try TestRun().failure(folder("wrong/raw"), to: folder("aligned"))
    guard case .noFaces? = error else {
      Issue.record("a dataset without faces took the place of one with some")
      return
    }
    let description = error?.description ?? ""
    #expect(
      description.hasPrefix(
        "\(folder("wrong/raw")): no file gave a face (2 not_in_layout, 1 not_an_image);"),
      "\(description)")
    #expect(try WrittenDataset(folder("aligned")).files() == before)
    try TestRun()(folder("wrong/raw"), to: folder("faceless"))
    try TestRun()(folder("wrong/raw"), to: folder("faceless"))
    #expect(try WrittenDataset(folder("faceless")).description().counts.kept == 0)
  }

  @Test(
    "of one identity that holds folders is most likely not the one that was meant, and noted",
    arguments: [
      (["train/Ann/1.jpg", "train/Bob/1.jpg"], true), (["Ann/1.jpg"], false),
      (["Ann/2019/1.jpg", "Bob/1.jpg"], false),
    ])
  func nested(paths: [String], isNoted: Bool) throws {
    for path in paths { try folder.paint("raw/\(path)") }
    let notes = Mutex<[String]>([])
    var run = TestRun()
    run.report = { event in
      if case .note(let note) = event { notes.withLock { $0.append(note) } }
    }
    try run(folder("raw"), to: folder("aligned"))
    #expect(notes.withLock { $0.count } == (isNoted ? 1 : 0))
    #expect(
      notes.withLock { $0 }.allSatisfy { $0.contains("all faces are of one identity, 'train'") })
  }

  @Test("whose pipes, loops and broken links are many is walked to its end")
  func special() throws {
    try folder.paint("raw/Ann/1.jpg")
    try #require(mkfifo(folder("raw/Ann/pipe.jpg"), 0o666) == 0)
    for (name, target) in [("loop", "."), ("gone.jpg", "nowhere"), ("out.jpg", "/etc/passwd")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder("raw/Ann/\(name)"), withDestinationPath: target)
    }
    let summary = try TestRun()(folder("raw"), to: folder("aligned"))
    #expect(summary.counts.found == 5 && summary.counts.kept == 1)
    #expect(summary.counts.rejected == ["special_file": 1, "link": 3])
  }

  @Test("is not looked at, nor is anything written, without a landmark model")
  func missingModel() throws {
    try folder.paint("raw/Ann/1.jpg")
    let settings = JobSettings(
      landmarkModel: folder("none.dat"), jobs: 1, workerProgram: TestWorkers.program,
      tool: "tests 1")
    let tree = try RawTree(root: Array(folder("raw").utf8))
    let job = AlignJob(trees: [tree], output: folder("out"), settings: settings) { _ in }
    let error = #expect(throws: JobError.self) { try job.run() }
    guard case .landmarkModel? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description.contains(folder("none.dat")) == true)
    #expect(!FileManager.default.fileExists(atPath: folder("out")))
  }
}

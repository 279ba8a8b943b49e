import Align
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Job

@Suite("A run that goes on with an unfinished one")
struct ResumeTests {
  private let folder: TemporaryFolder
  private var raw: String { folder("raw") }
  private var output: String { folder("aligned") }

  init() throws {
    folder = try TemporaryFolder()
    for number in 1...12 { try folder.paint("raw/Ann/\(number).jpg") }
  }

  /// Runs until some images are done.
  private func begin(_ run: TestRun = TestRun(), until done: Int = 4) throws {
    var run = run
    let interruption = Interruption()
    run.interruption = interruption
    run.report = { event in
      if case .aligning(let progress) = event, progress.done >= done { interruption.request() }
    }
    guard case .interrupted? = try run.failure(raw, to: output) else {
      Issue.record("the run was not interrupted")
      return
    }
  }

  private func fresh(_ run: TestRun = TestRun()) throws -> [String: Data] {
    try run(raw, to: folder("fresh"))
    return try WrittenDataset(folder("fresh")).files()
  }

  @Test("aligns only what is left, and gives what an uninterrupted run gives")
  func resumed() throws {
    try begin()
    let done = try Database("\(output)/unfinished/catalog.sqlite", readOnly: true)
      .integer("SELECT count(*) FROM images WHERE outcome <> 'pending'")
    #expect((4..<12).contains(done))
    let summary = try TestRun()(raw, to: output)
    #expect(summary.work.done == 12 - done && summary.work.reused == done)
    #expect(try WrittenDataset(output).files() == fresh())
  }

  @Test("sees what has changed in the tree meanwhile")
  func changed() throws {
    try begin(until: 8)
    try folder.paint("raw/Bob/1.jpg")
    try FileManager.default.removeItem(atPath: folder("raw/Ann/1.jpg"))
    let times = [timespec](repeating: timespec(tv_sec: 1, tv_nsec: 0), count: 2)
    utimensat(AT_FDCWD, folder("raw/Ann/2.jpg"), times, 0)
    try TestRun()(raw, to: output)
    #expect(try WrittenDataset(output).files() == fresh())
  }

  @Test("goes on over a dataset that is there")
  func overDataset() throws {
    try TestRun()(raw, to: output)
    for number in 20...31 { try folder.paint("raw/Bob/\(number).jpg") }
    try begin()
    let summary = try TestRun()(raw, to: output)
    #expect(summary.work.reused > 12 && summary.work.done < 12)
    #expect(try WrittenDataset(output).files() == fresh())
  }

  @Test("is refused with other settings, unless all is to be made anew")
  func conflict() throws {
    try begin()
    let settings = AlignSettings(warp: FaceWarp(size: 64))
    let error = try TestRun(align: settings).failure(raw, to: output)
    #expect(
      error?.description
        == "\(output): holds an unfinished run's faces with --size 96, and this run has --size 64;"
        + " add --overwrite to align everything anew, or name another folder")
    let summary = try TestRun(overwrites: true, align: settings)(raw, to: output)
    #expect(summary.work.done == 12)
    #expect(try WrittenDataset(output).files() == fresh(TestRun(align: settings)))
  }

  @Test("starts over where nothing was aligned yet, whatever the settings were")
  func nothingDone() throws {
    var run = TestRun(align: AlignSettings(warp: FaceWarp(size: 64)))
    run.server = try ForkServer(WorkerProgram(path: "/bin/true", arguments: []))
    guard case .workerProgram? = try run.failure(raw, to: output) else {
      Issue.record("a program that does nothing forked workers")
      return
    }
    #expect(FileManager.default.fileExists(atPath: "\(output)/unfinished/catalog.sqlite"))
    #expect(try TestRun()(raw, to: output).work.done == 12)
    #expect(try WrittenDataset(output).files() == fresh())
  }

  @Test("goes on, with --overwrite too, with what --overwrite began, and only with that")
  func overwriting() throws {
    try TestRun()(raw, to: output)
    try begin(TestRun(overwrites: true))
    #expect(try TestRun(overwrites: true)(raw, to: output).work.reused >= 4)
    #expect(try TestRun(overwrites: true)(raw, to: output).work.reused == 0)
    try folder.paint("raw/Bob/1.jpg", "raw/Bob/2.jpg", "raw/Bob/3.jpg", "raw/Bob/4.jpg")
    try begin(until: 1)
    #expect(try TestRun(overwrites: true)(raw, to: output).work.reused == 0)
    #expect(try WrittenDataset(output).files() == fresh())
  }

  @Test("starts over where the catalog was only begun")
  func begun() throws {
    try folder.write([], to: "aligned/unfinished/lock")
    try folder.write([], to: "aligned/unfinished/catalog.sqlite")
    #expect(try TestRun()(raw, to: output).work.done == 12)
  }

  @Test("says how to do without a catalog that is damaged")
  func damaged() throws {
    try begin()
    for name in ["catalog.sqlite-wal", "catalog.sqlite-shm"] {
      try? FileManager.default.removeItem(atPath: "\(output)/unfinished/\(name)")
    }
    try folder.write(
      Array("no database, whatever its name".utf8), to: "aligned/unfinished/catalog.sqlite")
    let text = try TestRun().failure(raw, to: output)?.description ?? ""
    #expect(text.hasSuffix("add --overwrite to align everything anew"), "\(text)")
    try TestRun(overwrites: true)(raw, to: output)
    #expect(try WrittenDataset(output).files() == fresh())
  }

  @Test("leaves the work alone when the tree is gone or empty for the moment")
  func emptyTree() throws {
    try begin(until: 6)
    let away = folder("away")
    try FileManager.default.moveItem(atPath: folder("raw/Ann"), toPath: away)
    guard case .empty? = try TestRun().failure(raw, to: output) else {
      Issue.record("an empty tree gave a dataset")
      return
    }
    try FileManager.default.moveItem(atPath: away, toPath: folder("raw/Ann"))
    #expect(try TestRun()(raw, to: output).work.reused >= 6)
  }
}

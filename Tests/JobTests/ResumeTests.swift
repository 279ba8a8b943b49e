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
    folder.setDate("raw/Ann/2.jpg", seconds: 1)
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
    #expect(
      text.hasSuffix("remove its folder to do without what the unfinished run has done"), "\(text)")
    try TestRun(overwrites: true)(raw, to: output)
    #expect(try WrittenDataset(output).files() == fresh())
  }

  @Test(
    "leaves the work alone when the tree is away for the moment, whatever lies in its place",
    arguments: [[], ["raw/NOT_MOUNTED"], ["raw/.DS_Store", "raw/lost+found/1"]])
  func emptyTree(strays: [String]) throws {
    try begin(until: 6)
    let before = try FileManager.default.subpathsOfDirectory(atPath: output).sorted()
    try away(strays) {
      let error = try TestRun().failure(raw, to: output)?.description ?? "none"
      #expect(
        error.contains(
          strays.isEmpty
            ? "the folder holds no files"
            : "holds none of the photographs that \(output) has "), "\(error)")
      #expect(try FileManager.default.subpathsOfDirectory(atPath: output).sorted() == before)
      if strays.isEmpty {
        guard case .empty? = try TestRun(overwrites: true).failure(raw, to: output) else {
          Issue.record("an empty tree was worth the work")
          return
        }
      }
    }
    let summary = try TestRun()(raw, to: output)
    #expect(summary.work.reused >= 6 && summary.counts.kept == 12)
  }

  @Test("leaves a dataset alone likewise, and what was done since")
  func emptyTreeOfDataset() throws {
    try TestRun()(raw, to: output)
    let before = try WrittenDataset(output).files()
    try away(["raw/NOT_MOUNTED"]) {
      let text = try TestRun().failure(raw, to: output)?.description ?? ""
      #expect(
        text
          == "\(raw): holds none of the photographs that \(output) has 12 faces of; see that it is the raw"
          + " tree that was meant, and all there, or add --overwrite to begin anew")
    }
    #expect(try WrittenDataset(output).files() == before)
    #expect(try TestRun()(raw, to: output).work.isUnchanged)
    try begin(TestRun(overwrites: true))
    try away(["raw/NOT_MOUNTED"]) {
      let text = try TestRun(overwrites: true).failure(raw, to: output)?.description ?? ""
      #expect(text.hasSuffix(", or remove \(output)/unfinished to do without those"), "\(text)")
    }
    #expect(try TestRun(overwrites: true)(raw, to: output).work.reused >= 4)
  }

  /// Runs, and does something as soon as some images are done; the run is to fail.
  private func failure(of run: TestRun = TestRun(), doing: @escaping () -> Void) throws -> JobError?
  {
    var run = run
    var isDone = false
    run.report = { event in
      if case .aligning(let progress) = event, progress.done >= 3, !isDone {
        isDone = true
        doing()
      }
    }
    return try run.failure(raw, to: output)
  }

  @Test("does not take photographs for unreadable whose tree is taken away while it works")
  func treeGone() throws {
    try TestRun()(raw, to: output)
    let before = try WrittenDataset(output).files()
    let (raw, away) = (raw, folder("away"))
    let error = try failure(of: TestRun(overwrites: true)) {
      try? FileManager.default.moveItem(atPath: raw, toPath: away)
      try? FileManager.default.createDirectory(atPath: raw, withIntermediateDirectories: false)
    }
    #expect(
      error?.description
        == "\(raw): the folder is not there any more, or is another one; with it in its place the same"
        + " command goes on")
    let after = try WrittenDataset(output).files().filter { !$0.key.hasPrefix("unfinished/") }
    #expect(after == before)
    try FileManager.default.removeItem(atPath: raw)
    try FileManager.default.moveItem(atPath: away, toPath: raw)
    let summary = try TestRun(overwrites: true)(raw, to: output)
    #expect(summary.work.reused >= 3)
    #expect(try WrittenDataset(output).files() == before)
  }

  @Test("does not take photographs from another place, to which a link leads by now")
  func turnedLink() throws {
    let (link, other) = (folder("link"), folder("other"))
    try folder.paint("other/Ann/1.jpg")
    #expect(symlink(raw, link) == 0)
    var run = TestRun()
    var isDone = false
    run.report = { event in
      if case .aligning(let progress) = event, progress.done >= 3, !isDone {
        isDone = true
        unlink(link)
        symlink(other, link)
      }
    }
    guard case .treeIsGone? = try run.failure(link, to: output) else {
      Issue.record("a tree that was another by the end gave a dataset")
      return
    }
  }

  @Test("ends where its folder was removed, and leaves another run's alone that is in its place")
  func outputGone() throws {
    let folder = folder
    let output = output
    let error = try failure {
      try? FileManager.default.removeItem(atPath: output)
      try? folder.write([1], to: "aligned/unfinished/lock")
      try? folder.write([2], to: "aligned/unfinished/catalog.sqlite")
    }
    guard case .outputIsGone? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(
      try folder.files().filter { $0.hasPrefix("aligned") }
        == ["aligned/unfinished/catalog.sqlite", "aligned/unfinished/lock"])
    #expect(try folder.read("aligned/unfinished/catalog.sqlite") == [2])
  }

  @Test("of other settings than a dataset's that is there can be given up without it")
  func conflictOverDataset() throws {
    try TestRun()(raw, to: output)
    let settings = AlignSettings(warp: FaceWarp(size: 64))
    try begin(TestRun(overwrites: true, align: settings))
    let text = try TestRun().failure(raw, to: output)?.description ?? ""
    #expect(
      text.contains("; remove \(output)/unfinished to keep the dataset that is there, "), "\(text)")
    try FileManager.default.removeItem(atPath: "\(output)/unfinished")
    #expect(try TestRun()(raw, to: output).work.isUnchanged)
  }

  /// Does something while other files are in the place of the photographs.
  private func away(_ strays: [String], _ body: () throws -> Void) throws {
    let place = folder("away")
    try FileManager.default.moveItem(atPath: raw, toPath: place)
    try FileManager.default.createDirectory(atPath: raw, withIntermediateDirectories: false)
    for stray in strays { try folder.write(Array("no image".utf8), to: stray) }
    try body()
    try FileManager.default.removeItem(atPath: raw)
    try FileManager.default.moveItem(atPath: place, toPath: raw)
  }

  @Test("that lacks a setting, as an older program's may, is refused rather than thrown away")
  func withoutSettings() throws {
    try begin()
    let catalog = "\(output)/unfinished/catalog.sqlite"
    try Database(catalog).execute("DELETE FROM settings WHERE name = 'revision'")
    let text = try TestRun().failure(raw, to: output)?.description ?? ""
    #expect(
      text
        == "\(catalog): it lacks settings of its run; remove its folder to do without what the unfinished"
        + " run has done")
    #expect(try TestRun(overwrites: true)(raw, to: output).counts.kept == 12)
  }
}

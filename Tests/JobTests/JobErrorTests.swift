import Align
import Crawl
import Foundation
import Shard
import TestSupport
import Testing

@testable import Job

@Suite("A run's error")
struct JobErrorTests {
  private func error(_ cause: any Error) -> JobError? {
    do throws(JobError) {
      try reporting { throw cause }
      return nil
    } catch {
      return error
    }
  }

  @Test("names the file that could not be written, and what to do")
  func file() {
    let error = error(FileFault("/data/out/x", .write, code: 28))
    guard case .file(let fault)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(fault.path == "/data/out/x")
    #expect(
      error?.description.hasPrefix("/data/out/x: cannot be written: No space left on device")
        == true)
  }

  @Test("names the catalog, and SQLite's reason")
  func catalog() throws {
    let folder = try TemporaryFolder()
    let path = folder("none/catalog.sqlite")
    let cause = #expect(throws: Database.Failure.self) { try Catalog(creating: path) }
    let error = error(try #require(cause))
    guard case .catalog(path, let message)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(message == "unable to open database file")
  }

  @Test("is of the kind of what went wrong, and stays one that it is already")
  func kinds() {
    if case .crawl? = error(CrawlError.root(path: "x", problem: "y")) {
    } else {
      Issue.record("a crawl error")
    }
    if case .landmarkModel? = error(LandmarkModel.Failure.landmarks(path: "x", count: 5)) {
    } else {
      Issue.record("a model's failure")
    }
    if case .interrupted("here")? = error(JobError.interrupted("here")) {
    } else {
      Issue.record("an interruption")
    }
  }

  @Test("of a publication says whether an older dataset is still whole")
  func publication() throws {
    let folder = try TemporaryFolder()
    try folder.paint("raw/Ann/1.jpg")
    try folder.write([1], to: "out/identities.jsonl/in the way")
    try folder.write([1], to: "out/unfinished/lock")
    let fresh = try TestRun().failure(folder("raw"), to: folder("out"))
    #expect(fresh?.description.contains("; nothing was published: mend that") == true)
    try FileManager.default.removeItem(atPath: folder("out/identities.jsonl"))
    try TestRun()(folder("raw"), to: folder("out"))
    try FileManager.default.removeItem(atPath: folder("out/identities.jsonl"))
    try folder.write([1], to: "out/identities.jsonl/in the way")
    let error = try TestRun().failure(folder("raw"), to: folder("out"))
    #expect(
      error?.description.contains("out holds no whole dataset now: mend that and run") == true,
      "\(error?.description ?? "")")
    try FileManager.default.removeItem(atPath: folder("out/identities.jsonl"))
    try TestRun()(folder("raw"), to: folder("out"))
    #expect(try WrittenDataset(folder("out")).faces().count == 1)
  }

  @Test("of an output below a file names what is in the way")
  func below() throws {
    let folder = try TemporaryFolder()
    try folder.paint("raw/Ann/1.jpg")
    try folder.write([1], to: "file")
    guard case .file(let fault)? = try TestRun().failure(folder("raw"), to: folder("file/out"))
    else {
      Issue.record("a file was taken for a folder")
      return
    }
    #expect(fault.path == folder("file/out"))
  }
}

import Align
import Crawl
import Foundation
import Glibc
import Shard
import TestSupport
import Testing

@testable import Job

@Suite("A run's error")
struct JobErrorTests {
  private func error(_ cause: any Error) -> JobError? {
    do throws(JobError) {
      try reporting(Interruption()) { throw cause }
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
    let cause = #expect(throws: Database.Failure.self) { try Catalog(working: path) }
    let error = error(try #require(cause))
    #expect(
      error?.description
        == "\(path): cannot be written: No such file or directory; mend that, and the same command"
        + " goes on")
  }

  @Test("of a full disk says what to do, whichever library met it")
  func full() {
    for cause: any Error in [
      FileFault("out/x", .write, code: ENOSPC),
      Database.Failure(path: "out/x", message: "database or disk is full", code: ENOSPC),
      DatasetWriter.Failure.file(FileFault("out/x", .write, code: ENOSPC)),
    ] {
      #expect(
        error(cause)?.description
          == "out/x: cannot be written: No space left on device; free some space, and the same"
          + " command goes on")
    }
  }

  @Test("of a damaged catalog says how to do without it")
  func damaged() {
    let cause = Database.Failure(
      path: "c", message: "database disk image is malformed", isDamage: true)
    #expect(
      error(cause)?.description
        == "c: database disk image is malformed; add --overwrite to align everything anew")
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

  @Test("of a file in a folder's place says how to do without what was there")
  func publication() throws {
    let folder = try TemporaryFolder()
    try folder.paint("raw/Ann/1.jpg")
    try TestRun()(folder("raw"), to: folder("out"))
    try folder.paint("raw/Ann/2.jpg")
    try FileManager.default.removeItem(atPath: folder("out/manifests"))
    try folder.write([1], to: "out/manifests")
    let error = try TestRun().failure(folder("raw"), to: folder("out"))
    let text = error?.description ?? ""
    #expect(
      text.hasPrefix(folder("out/manifests/"))
        && text.hasSuffix("add --overwrite to align everything anew"), "\(text)")
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

import Crawl
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Job

@Suite("An output folder")
struct OutputFolderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.paint("raw/Ann/1.jpg")
  }

  private func refusal(of output: String) throws -> String? {
    switch try TestRun().failure(folder("raw"), to: output) {
    case .output(let path, let problem)?:
      #expect(path == output)
      return problem
    case let other?: return "\(other)"
    case nil: return nil
    }
  }

  private func take(_ name: String) throws -> OutputFolder {
    try OutputFolder(folder(name), raw: [try RawTree(root: Array(folder("raw").utf8))]) { _ in }
  }

  @Test("is made, with the folders above it")
  func made() throws {
    #expect(try refusal(of: folder("new/and/deep")) == nil)
    #expect(try WrittenDataset(folder("new/and/deep")).faces().count == 1)
  }

  @Test("is refused in the raw tree, under whatever name, and nothing is left there")
  func inside() throws {
    let inside = [folder("raw"), folder("raw/out"), folder("raw/Ann/.."), folder("raw/new/deep")]
    try FileManager.default.createSymbolicLink(
      atPath: folder("link"), withDestinationPath: folder("raw/Ann"))
    for output in inside + [folder("link"), folder("link/out")] {
      let problem = try #require(try refusal(of: output))
      #expect(problem == "the output folder lies in the raw tree; name one outside of it")
    }
    #expect(try FileManager.default.subpathsOfDirectory(atPath: folder("raw")).count == 2)
  }

  @Test("that holds the raw tree is refused, even if it is a dataset")
  func around() throws {
    #expect(try refusal(of: folder("out")) == nil)
    let shards = folder("out/shards")
    let before = try FileManager.default.contentsOfDirectory(atPath: shards)
    guard case .output(_, let problem)? = try TestRun().failure(shards, to: folder("out")) else {
      Issue.record("the shards were taken for a raw tree, and replaced")
      return
    }
    #expect(problem == "the raw tree lies in the output folder; name one outside of it")
    #expect(try FileManager.default.contentsOfDirectory(atPath: shards) == before)
  }

  @Test("beside a raw tree whose name begins its own is none inside it")
  func beside() throws {
    #expect(try refusal(of: folder("raw-aligned")) == nil)
  }

  @Test(
    "that holds anything but a dataset is refused, and keeps it",
    arguments: [
      "holiday.jpg", "unfinished/thesis.tex", "unfinished/dataset.txt", ".hidden",
    ])
  func strangers(file: String) throws {
    try folder.write(Array("{\"labels\": []}".utf8), to: "out/\(file)")
    let problem = try #require(try refusal(of: folder("out")))
    #expect(problem.contains("('\(file)')"))
    #expect(problem.contains("name an empty or a new one"))
    #expect(try FileManager.default.subpathsOfDirectory(atPath: folder("out")).contains(file))
  }

  @Test("whose dataset.json cannot be understood is refused for that, and keeps it")
  func unknown() throws {
    try folder.write(Array("{\"labels\": []}".utf8), to: "out/dataset.json")
    let problem = try #require(try refusal(of: folder("out")))
    #expect(problem.contains("out/dataset.json: not the description of a dataset"))
    let newer = #"{"format": "aligned-faces", "version": 2}"#
    try folder.write(Array(newer.utf8), to: "out/dataset.json")
    #expect(try refusal(of: folder("out"))?.contains("the version is 2") == true)
    // Also beside what a run left that was killed.
    try folder.write([], to: "out/unfinished/lock")
    let beside = try #require(try refusal(of: folder("out")))
    #expect(beside.contains("the version is 2") && beside.contains(", or remove dataset.json if"))
    #expect(try folder.text("out/dataset.json") == newer)
  }

  @Test("that has no lock is no unfinished run's, whatever it holds")
  func withoutLock() throws {
    for file in ["unfinished/dataset/thesis.txt", "unfinished/catalog.sqlite"] {
      try folder.write([7], to: "\(file)/out/\(file)")
      let problem = try #require(try refusal(of: folder("\(file)/out")))
      #expect(problem.contains("the folder holds other files than a dataset ('unfinished/"))
      #expect(try folder.read("\(file)/out/\(file)") == [7])
    }
    try FileManager.default.createDirectory(
      atPath: folder("empty/unfinished"), withIntermediateDirectories: true)
    #expect(try refusal(of: folder("empty")) == nil)
  }

  @Test(
    "whose folders lie elsewhere is refused, because a dataset changes over within one folder",
    arguments: ["shards", "manifests", "unfinished"])
  func linkedFolder(name: String) throws {
    #expect(try refusal(of: folder("out")) == nil)
    try? FileManager.default.moveItem(atPath: folder("out/\(name)"), toPath: folder("elsewhere"))
    try FileManager.default.createSymbolicLink(
      atPath: folder("out/\(name)"), withDestinationPath: folder("elsewhere"))
    guard
      case .output(folder("out/\(name)"), let problem)? = try TestRun().failure(
        folder("raw"), to: folder("out"))
    else {
      Issue.record("a linked folder was taken for one")
      return
    }
    #expect(problem.hasPrefix("it leads to another place"))
  }

  @Test("that is a link to nowhere is refused as that")
  func deadLink() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder("out"), withDestinationPath: folder("nowhere"))
    #expect(try refusal(of: folder("out"))?.contains("leads nowhere") == true)
  }

  @Test("that is a file is refused by its name")
  func file() throws {
    try folder.write([1], to: "out")
    #expect(try refusal(of: folder("out")) == "there is a file of this name; name a folder")
    #expect(try folder.read("out") == [1])
  }

  @Test("is held by one run at a time, whose process is named to others")
  func lock() throws {
    let holder = try take("out")
    let problem = try #require(try refusal(of: folder("out")))
    #expect(problem.hasPrefix("another run (process \(getpid())) writes to this folder"))
    withExtendedLifetime(holder) {}
  }

  @Test("is free as soon as the run that held it is gone, whatever it left")
  func staleLock() throws {
    try folder.write(Array("4194305".utf8), to: "out/unfinished/lock")
    try folder.write([1, 2, 3], to: "out/unfinished/catalog.sqlite.copy")
    try folder.write([1, 2, 3], to: "out/unfinished/dataset/shards/train-00000-of-00001.npy")
    #expect(try refusal(of: folder("out")) == nil)
    var faults = 0
    _ = try Verification(folder: folder("out")) { _ in faults += 1 }.run()
    #expect(faults == 0)
  }

  @Test("can be taken again after it was given back")
  func again() throws {
    for _ in 0..<3 {
      let output = try take("out")
      try output.clear()
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder("out")).isEmpty)
  }

  @Test("keeps what a user put beside a dataset")
  func besideDataset() throws {
    #expect(try refusal(of: folder("out")) == nil)
    try folder.write([7], to: "out/notes.txt")
    try folder.write([7], to: "out/shards/mine.npy")
    #expect(try refusal(of: folder("out")) == nil)
    #expect(try folder.read("out/notes.txt") == [7])
    #expect(try folder.read("out/shards/mine.npy") == [7])
  }
}

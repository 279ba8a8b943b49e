import Foundation
import Shard
import TestSupport
import Testing

@Suite("Publication")
struct PublicationTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A dataset that waits to be published, and its files.
  private func stage() throws -> [String] {
    try SmallDataset.write(to: folder("staged")).files
  }

  private func publish(_ files: [String]) throws {
    try Publication(from: folder("staged"), to: folder("out")).publish(files)
  }

  private var published: [String] {
    get throws {
      try FileManager.default.subpathsOfDirectory(atPath: folder("out")).filter {
        !Folder.isFolder(folder("out/\($0)"))
      }.sorted()
    }
  }

  @Test("puts every file in place")
  func fresh() throws {
    let files = try stage()
    try publish(files)
    #expect(try published == (files + ["dataset.json"]).sorted())
  }

  @Test("removes what is left of an older dataset, and keeps what a user put beside it")
  func older() throws {
    let files = try stage()
    let kept = ["notes.txt", "shards/readme", "shards/train.npy", "manifests/mine.jsonl"]
    let gone = ["shards/train-00000-of-00001.npy", "manifests/val-00007-of-100000.jsonl"]
    for name in kept + gone { try folder.write([1], to: "out/\(name)") }
    try publish(files)
    #expect(try published == (files + ["dataset.json"] + kept).sorted())
  }

  @Test("that breaks off at any file leaves no dataset.json, and publishing again finishes it")
  func brokenOff() throws {
    for file in try stage() {
      try publish(try stage())
      let files = try stage()
      try FileManager.default.removeItem(atPath: folder("out/\(file)"))
      try folder.write([1], to: "out/\(file)/in the way")
      #expect(throws: FileFault.self) { try publish(files) }
      #expect(throws: PublishedDataset.Failure.missing(folder: folder("out"))) {
        try PublishedDataset.open(folder("out"))
      }
      try FileManager.default.removeItem(atPath: folder("out/\(file)"))
      try publish(files)
      #expect(try published == (files + ["dataset.json"]).sorted(), "\(file)")
      #expect(try verified() == [], "\(file)")
    }
  }

  @Test("again, when all is done, changes nothing")
  func twice() throws {
    let files = try stage()
    try publish(files)
    try publish(files)
    #expect(try verified() == [])
  }

  @Test("of a part leaves the older dataset alone")
  func part() throws {
    try publish(try stage())
    let files = try stage()
    try FileManager.default.removeItem(atPath: folder("staged/identities.jsonl"))
    #expect(throws: FileFault(folder("staged/identities.jsonl"), .open, code: ENOENT)) {
      try publish(files)
    }
    #expect(try verified() == [])
  }

  private func verified() throws -> [VerificationFault] {
    var faults: [VerificationFault] = []
    try DatasetVerifier(folder: folder("out")) { faults.append($0) }.verify()
    return faults
  }
}

import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Shard

@Suite("Publication")
struct PublicationTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func publication(hasLinks: Bool = true) -> Publication {
    Publication(in: folder("out"), workspace: "unfinished", hasLinks: hasLinks)
  }

  /// A dataset that waits to be published, and its files.
  private func stage(shardSize: Int = 3) throws -> [String] {
    try SmallDataset.write(to: publication().staged, shardSize: shardSize).files
  }

  /// What the folder holds but the workspace, whose own files a run removes.
  private var published: [String] {
    get throws {
      try FileManager.default.subpathsOfDirectory(atPath: folder("out")).filter {
        !Folder.isFolder(folder("out/\($0)")) && !$0.hasPrefix("unfinished/dataset/")
      }.sorted()
    }
  }

  private var links: [String] {
    get throws { try published.filter { Folder.isLink(folder("out/\($0)")) } }
  }

  private func faults() throws -> [VerificationFault] {
    var faults: [VerificationFault] = []
    try DatasetVerifier(folder: folder("out")) { faults.append($0) }.verify()
    return faults
  }

  @Test("puts every file in place", arguments: [true, false])
  func fresh(hasLinks: Bool) throws {
    let files = try stage()
    try publication(hasLinks: hasLinks).publish(files)
    #expect(try published == (files + ["dataset.json"]).sorted())
    #expect(try links.isEmpty)
  }

  @Test(
    "leaves nothing of an older dataset, whatever its shards, and keeps what a user put beside it",
    arguments: [(true, 1), (true, 3), (true, 100), (false, 1), (false, 100)])
  func older(hasLinks: Bool, shardSize: Int) throws {
    let kept = ["notes.txt", "shards/readme", "shards/train.npy", "manifests/mine.jsonl"]
    for name in kept { try folder.write([1], to: "out/\(name)") }
    try publication().publish(try stage(shardSize: 2))
    let files = try stage(shardSize: shardSize)
    try publication(hasLinks: hasLinks).publish(files)
    #expect(try published == (files + ["dataset.json"] + kept).sorted())
    #expect(try links.isEmpty)
    for name in ["shards/train.npy", "manifests/mine.jsonl"] {
      try FileManager.default.removeItem(atPath: folder("out/\(name)"))
    }
    #expect(try faults() == [])
  }

  @Test("of a part leaves the older dataset alone")
  func part() throws {
    try publication().publish(try stage())
    let files = try stage()
    let missing = "\(publication().staged)/identities.jsonl"
    try FileManager.default.removeItem(atPath: missing)
    #expect(throws: FileFault(missing, .open, code: ENOENT)) { try publication().publish(files) }
    #expect(try faults() == [])
  }

  @Test("that a folder is in the way of begins nothing")
  func inTheWay() throws {
    try publication().publish(try stage())
    try FileManager.default.removeItem(atPath: folder("out/duplicates.jsonl"))
    try folder.write([1], to: "out/duplicates.jsonl/in the way")
    let before = try published
    let fault = FileFault(folder("out/duplicates.jsonl"), .rename, code: EISDIR)
    #expect(throws: fault) { try publication().publish(try stage()) }
    #expect(try published == before)
  }

  /// The states that a kill can leave, as they are made by hand.
  enum BrokenOff: CaseIterable {
    case beforeTheFirstLink, amongTheLinks, beforeTheInstant, afterTheInstant, amongTheFiles
  }

  @Test(
    "that was broken off anywhere shows one whole dataset, and comes to an end",
    arguments: BrokenOff.allCases)
  func brokenOff(point: BrokenOff) throws {
    try publication().publish(try stage(shardSize: 2))
    let older = try Data(contentsOf: URL(filePath: folder("out/dataset.json")))
    _ = try stage(shardSize: 3)
    try leave(point)
    #expect(try faults().filter { !$0.problem.contains("does not name") } == [])
    let recovery = try publication().recover()
    let isNew = point == .afterTheInstant || point == .amongTheFiles
    #expect(recovery == (isNew ? .finished : .undone))
    #expect(try links.isEmpty)
    #expect(try faults() == [])
    let now = try Data(contentsOf: URL(filePath: folder("out/dataset.json")))
    #expect((now == older) == !isNew)
    #expect(try publication().recover() == .nothing)
    let files = try stage(shardSize: 3)
    try publication().publish(files)
    #expect(try published == (files + ["dataset.json"]).sorted())
    #expect(try faults() == [])
  }

  private func leave(_ point: BrokenOff) throws {
    let script = """
      cd '\(folder("out"))'
      mkdir -p unfinished/older/shards unfinished/older/manifests
      names=$( (ls *.json *.jsonl shards/* manifests/*; cd unfinished/dataset; ls *.json *.jsonl shards/* manifests/*) | sort -u)
      for name in $names; do if [ -e $name ]; then ln $name unfinished/older/$name; fi; done
      ln -s older unfinished/current
      count=0
      for name in $names; do
        case $name in */*) up=../;; *) up=;; esac
        [ \(point == .beforeTheFirstLink ? 0 : point == .amongTheLinks ? 5 : 1000) -gt $count ] || break
        ln -sf ${up}unfinished/current/$name $name
        count=$((count + 1))
      done
      case \(point) in afterTheInstant|amongTheFiles) ln -sfn dataset unfinished/current;; esac
      case \(point) in amongTheFiles)
        for name in identities.jsonl dataset.json shards/train-00000-of-00003.npy; do
          if [ -e unfinished/dataset/$name ]; then mv unfinished/dataset/$name $name; fi
        done;;
      esac
      """
    let run = try ShellProcess("bash", [], script: script)
    #expect(run.status == 0 && run.error == "", "\(run.error)")
  }

  @Test("file by file that was broken off comes to an end", arguments: [true, false])
  func moved(isDescriptionMoved: Bool) throws {
    try publication(hasLinks: false).publish(try stage(shardSize: 2))
    _ = try stage(shardSize: 3)
    try folder.write([], to: "out/unfinished/moving")
    try FileManager.default.removeItem(atPath: folder("out/dataset.json"))
    if isDescriptionMoved {
      let files = try stage(shardSize: 3)
      try FileManager.default.removeItem(atPath: folder("out/unfinished/moving"))
      try publication(hasLinks: false).publish(files)
      try folder.write([], to: "out/unfinished/moving")
    }
    #expect(try publication(hasLinks: false).recover() == .finished)
    #expect(try faults() == [])
    #expect(try publication().recover() == .nothing)
  }

  @Test("shows a reader one whole dataset at every instant")
  func reader() throws {
    try publication().publish(try stage(shardSize: 2))
    let isOver = Mutex(false)
    let looks = Mutex((whole: 0, changed: 0, problems: [String]()))
    let folder = folder
    let thread = Thread {
      while !isOver.withLock({ $0 }) {
        let look = Result { try Self.look(at: folder("out")) }
        looks.withLock { looks in
          switch look {
          case .success(true): looks.whole += 1
          case .success(false): looks.changed += 1
          case .failure(let error): looks.problems.append("\(error)")
          }
        }
      }
    }
    thread.start()
    for round in 0..<40 { try publication().publish(try stage(shardSize: 2 + round % 3)) }
    isOver.withLock { $0 = true }
    while !thread.isFinished { usleep(1000) }
    let result = looks.withLock { $0 }
    #expect(result.problems == [])
    #expect(result.whole > 0)
  }

  /// Reads a dataset as docs/formats.md says: opens all files, and makes sure that dataset.json is
  /// still the same; false if it is not. What was opened is whole then, for as long as it is open.
  private static func look(at folder: String) throws -> Bool {
    let url = URL(filePath: "\(folder)/dataset.json")
    let text = try Data(contentsOf: url)
    let dataset = try PublishedDataset(Array(text), in: folder)
    var files: [(file: InputFile, digest: String)] = []
    do {
      for (name, digest) in dataset.digests {
        files.append((try InputFile("\(folder)/\(name)"), digest))
      }
    } catch {
      if try Data(contentsOf: url) != text { return false }
      throw error
    }
    if try Data(contentsOf: url) != text { return false }
    for (file, digest) in files {
      let actual = SHA256()
      try file.forEachChunk { actual.update($0) }
      if actual.finish() != digest { throw Mixed() }
    }
    return true
  }

  private struct Mixed: Error {}
}

extension PublishedDataset {
  /// The digest of every file but the catalog.
  fileprivate var digests: [String: String] {
    var digests = lists
    for shard in splits.values.flatMap(\.shards) {
      digests[shard.tensor] = shard.tensorSHA256
      digests[shard.manifest] = shard.manifestSHA256
    }
    return digests
  }
}

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
    get throws { try published.filter { try Folder.isLink(folder("out/\($0)")) } }
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

  /// The states that a kill can leave, as they are made by hand, in their order.
  enum BrokenOff: Int, CaseIterable {
    case amongTheOlder, beforeTheFirstLink, amongTheLinks, beforeTheInstant, afterTheInstant,
      amongTheFiles, amongTheRest

    /// Whether the new dataset is there.
    var isNew: Bool { rawValue >= Self.afterTheInstant.rawValue }

    /// What ``Publication/recover(finish:)`` says to it.
    var recovery: Publication.Recovery {
      switch self {
      case .amongTheOlder, .amongTheRest: .nothing
      case .beforeTheFirstLink, .amongTheLinks, .beforeTheInstant: .undone
      case .afterTheInstant, .amongTheFiles: .finished
      }
    }
  }

  @Test(
    "that was broken off anywhere shows one whole dataset, and comes to an end",
    arguments: BrokenOff.allCases)
  func brokenOff(point: BrokenOff) throws {
    try publication().publish(try stage(shardSize: 2))
    let older = try Data(contentsOf: URL(filePath: folder("out/dataset.json")))
    _ = try stage(shardSize: 3)
    try leave(point)
    #expect(try faults() == [])
    var isFinished = false
    #expect(try publication().recover { isFinished = true } == point.recovery)
    #expect(isFinished == (point.recovery == .finished))
    #expect(try links.isEmpty)
    #expect(try faults() == [])
    let now = try Data(contentsOf: URL(filePath: folder("out/dataset.json")))
    #expect((now == older) == !point.isNew)
    #expect(try publication().recover() == .nothing)
    let files = try stage(shardSize: 3)
    try publication().publish(files)
    #expect(try published == (files + ["dataset.json"]).sorted())
    #expect(try faults() == [])
  }

  private func leave(_ point: BrokenOff) throws {
    let script = """
      set -e
      cd '\(folder("out"))'
      list() { ls *.json *.jsonl shards/* manifests/*; }
      put() { rm -f unfinished/next; "$@" unfinished/next; mv -T unfinished/next "$target"; }
      point=\(point.rawValue)
      mkdir -p unfinished/older/shards unfinished/older/manifests
      older=$(list)
      names=$( (list; cd unfinished/dataset; list) | sort -u)
      for name in $older; do
        ln $name unfinished/older/$name
        [ $point -gt 0 ] || exit 0
      done
      ln -s older unfinished/current
      [ $point -gt 1 ] || exit 0
      count=0
      for target in $names; do
        case $target in */*) up=../;; *) up=;; esac
        put ln -s ${up}unfinished/current/$target
        count=$((count + 1))
        [ $point -gt 2 ] || [ $count -lt 5 ] || exit 0
      done
      [ $point -gt 3 ] || exit 0
      target=unfinished/current
      put ln -s dataset
      [ $point -gt 4 ] || exit 0
      count=0
      for target in $names; do
        if [ -e unfinished/dataset/$target ]; then
          put ln unfinished/dataset/$target
        else
          rm $target
        fi
        count=$((count + 1))
        if [ $point -eq 5 ] && [ $count -eq 5 ]; then
          ln unfinished/dataset/dataset.json unfinished/next
          exit 0
        fi
      done
      rm -r unfinished/current unfinished/older/shards
      """
    let run = try ShellProcess("bash", [], script: script)
    #expect(run.status == 0 && run.error == "", "\(run.error)")
  }

  /// How far a publication file by file came.
  enum Moved: CaseIterable {
    case nothing, shards, everything
  }

  @Test("file by file that was broken off comes to an end", arguments: Moved.allCases)
  func moved(part: Moved) throws {
    try publication(hasLinks: false).publish(try stage(shardSize: 2))
    let files = try stage(shardSize: 3)
    let moved: [String]
    switch part {
    case .nothing: moved = []
    case .shards: moved = files.filter { $0.hasPrefix("shards/") }
    case .everything: moved = files + ["dataset.json"]
    }
    try folder.write([], to: "out/unfinished/moving")
    let older = try ShellProcess(
      "bash", [], script: "rm -r '\(folder("out"))'/[!u]*/* '\(folder("out"))'/*.json*")
    #expect(older.status == 0)
    for file in moved {
      try FileManager.default.moveItem(
        atPath: "\(publication().staged)/\(file)", toPath: folder("out/\(file)"))
    }
    var isFinished = false
    #expect(try publication(hasLinks: false).recover { isFinished = true } == .finished)
    #expect(isFinished)
    #expect(try published == (files + ["dataset.json"]).sorted())
    #expect(try faults() == [])
    #expect(try publication().recover() == .nothing)
  }

  @Test("file by file of which nothing is left is none that came to an end")
  func movedNowhere() throws {
    try folder.write([], to: "out/unfinished/moving")
    var isFinished = false
    #expect(try publication().recover { isFinished = true } == .nothing)
    #expect(!isFinished)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder("out/unfinished")).isEmpty)
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
    let path = "\(folder)/dataset.json"
    let handle = try FileHandle(forReadingFrom: URL(filePath: path))
    let text = try handle.readToEnd() ?? Data()
    // The file itself: three publications later its bytes are there again.
    var opened = stat()
    #expect(fstat(handle.fileDescriptor, &opened) == 0)
    func isStillTheSame() -> Bool {
      var current = stat()
      return stat(path, &current) == 0 && current.st_ino == opened.st_ino
    }
    let dataset = try PublishedDataset(Array(text), in: folder)
    var files: [(file: InputFile, digest: String)] = []
    for (name, digest) in dataset.digests {
      let file = "\(folder)/\(name)"
      do {
        files.append((try InputFile(file), digest))
      } catch {
        // Who is interrupted between reading a link and following it may find it gone, but not
        // twice: the file has taken its place.
        if access(file, R_OK) != 0 && isStillTheSame() { throw error }
        return false
      }
    }
    if !isStillTheSame() { return false }
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

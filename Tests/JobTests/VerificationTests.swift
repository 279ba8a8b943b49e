import Foundation
import Glibc
import Sample
import Shard
import TestSupport
import Testing

@testable import Job

@Suite("Verification")
struct VerificationTests {
  private let painted: PaintedDataset
  private let folder: TemporaryFolder

  init() throws {
    painted = try PaintedDataset.shared.get()
    folder = try TemporaryFolder()
  }

  private func faults(of output: String) throws -> [String] {
    var faults: [String] = []
    let summary = try Verification(folder: output) { faults.append($0.description) }.run()
    #expect(summary.faults == faults.count)
    return faults
  }

  @Test("finds no fault in what the job wrote, and counts it")
  func clean() throws {
    var faults: [String] = []
    let summary = try Verification(folder: painted.output) { faults.append("\($0)") }.run()
    #expect(faults.isEmpty)
    #expect(summary.faces == painted.summary.counts.kept)
    #expect(summary.identities == 3)
    #expect(summary.sourceImages == painted.truth.count)
    #expect(summary.faults == 0)
  }

  @Test(
    "finds a catalog that disagrees with the lists",
    arguments: [
      "UPDATE images SET outcome = 'rejected' WHERE id = (SELECT image FROM faces LIMIT 1)",
      "UPDATE images SET outcome = 'face' WHERE reason = 'corrupt'",
      "UPDATE images SET outcome = 'pending' WHERE reason = 'no_face'",
      #"UPDATE faces SET "row" = "row" + 1 WHERE id = 3"#,
      "UPDATE faces SET shard = 'shards/train-00001-of-00001.npy' WHERE id = 3",
      "UPDATE faces SET label = label + 1 WHERE id = 3",
      "UPDATE faces SET label = NULL WHERE id = 1",
      "UPDATE images SET reason = 'corrupt' WHERE reason = 'no_face'",
      "DELETE FROM faces WHERE id = 3",
      "DELETE FROM images WHERE reason = 'no_face'",
      "UPDATE images SET path = 'Nobody/1.jpg' WHERE reason = 'no_face'",
      "UPDATE sources SET name = 'another'",
      "INSERT INTO images (source, path, outcome, reason) VALUES (1, 'x', 'rejected', 'corrupt')",
      "UPDATE sources SET layout = 'another'",
      "UPDATE sources SET face = 'only'",
      "INSERT INTO sources (name, layout, face) VALUES ('more', 'folders', 'largest')",
      "INSERT INTO faces SELECT 99, 9999, \"left\", top, \"right\", bottom, score, sharpness,"
        + " landmarks, pixels_sha256, descriptor, fate, label, shard, \"row\" FROM faces LIMIT 1",
      "UPDATE faces SET fate = NULL WHERE id = 3",
      "UPDATE faces SET fate = 'duplicate' WHERE id = 3",
      "INSERT INTO pixels VALUES (3, x'00')",
      "UPDATE images SET face_id = '7' WHERE id = (SELECT image FROM faces LIMIT 1)",
      "UPDATE images SET sha256 = '00' WHERE id = (SELECT image FROM faces LIMIT 1)",
      "UPDATE images SET width = width + 1 WHERE id = (SELECT image FROM faces LIMIT 1)",
      "UPDATE images SET height = NULL WHERE id = (SELECT image FROM faces LIMIT 1)",
      "UPDATE images SET faces = 7 WHERE id = (SELECT image FROM faces LIMIT 1)",
      "UPDATE images SET identity = 'Nobody' WHERE id = (SELECT image FROM faces LIMIT 1)",
      "UPDATE images SET detail = 'so' WHERE reason = 'no_face'",
      #"UPDATE faces SET "left" = "left" - 1 WHERE id = 3"#,
      "UPDATE faces SET score = score + 0.001 WHERE id = 3",
      "UPDATE faces SET sharpness = -1 WHERE id = 3",
      "UPDATE faces SET landmarks = zeroblob(544) WHERE id = 3",
      "UPDATE faces SET landmarks = zeroblob(3) WHERE id = 3",
      "PRAGMA user_version = 99",
      "PRAGMA application_id = 99",
    ])
  func edited(sql: String) throws {
    let copy = try PaintedDataset.copy(into: folder)
    try Database("\(copy)/catalog.sqlite").execute(sql)
    let faults = try faults(of: copy)
    #expect(!faults.isEmpty)
    #expect(faults.allSatisfy { $0.contains("catalog.sqlite") })
  }

  @Test("finds a row whose pixels are not those that were aligned")
  func pixels() throws {
    let copy = try PaintedDataset.copy(into: folder)
    try Database("\(copy)/catalog.sqlite").execute(
      "UPDATE faces SET pixels_sha256 = pixels_sha256 || '0' WHERE id = 3")
    let faults = try faults(of: copy)
    #expect(faults.count == 1)
    let fault = try #require(faults.first)
    #expect(fault.hasPrefix("shards/train-"))
    #expect(fault.contains(".npy: the pixels of row "))
  }

  @Test("says what the catalog notes and where the file is instead")
  func words() throws {
    let copy = try PaintedDataset.copy(into: folder)
    try Database("\(copy)/catalog.sqlite")
      .execute("UPDATE images SET reason = 'corrupt' WHERE reason = 'no_face'")
    let landscape = try #require(
      painted.truth.first { $0.expectation == .rejected(reason: "no_face") })
    #expect(
      try faults(of: copy) == [
        "catalog.sqlite: '\(landscape.path)' of 'raw' is noted as rejected, as 'corrupt', but it is"
          + " in rejected.jsonl, as 'no_face'"
      ])
  }

  @Test("misses a catalog that is gone")
  func missing() throws {
    let copy = try PaintedDataset.copy(into: folder)
    try FileManager.default.removeItem(atPath: "\(copy)/catalog.sqlite")
    let faults = try faults(of: copy)
    #expect(faults.count == 1 && faults[0].contains("catalog.sqlite"))
    #expect(!FileManager.default.fileExists(atPath: "\(copy)/catalog.sqlite"))
  }

  @Test("finds a catalog that is none", arguments: ["", "not a database, however long it may be"])
  func damaged(content: String) throws {
    let copy = try PaintedDataset.copy(into: folder)
    try folder.write(Array(content.utf8), to: "aligned/catalog.sqlite")
    let faults = try faults(of: copy)
    #expect(faults.count == 1 && faults[0].contains("catalog.sqlite"))
  }

  @Test("does not wait for a pipe in the catalog's place")
  func pipe() throws {
    let copy = try PaintedDataset.copy(into: folder)
    try FileManager.default.removeItem(atPath: "\(copy)/catalog.sqlite")
    try #require(mkfifo("\(copy)/catalog.sqlite", 0o666) == 0)
    #expect(
      try faults(of: copy) == ["catalog.sqlite: cannot be opened: it is not a regular file"])
  }

  @Test("finds a catalog whose pages are damaged")
  func pages() throws {
    let copy = try PaintedDataset.copy(into: folder)
    var bytes = try folder.read("aligned/catalog.sqlite")
    for page in 1..<bytes.count / 4096 { bytes[page * 4096] ^= 0x40 }
    try folder.write(bytes, to: "aligned/catalog.sqlite")
    let faults = try faults(of: copy)
    #expect(!faults.isEmpty && faults.allSatisfy { $0.hasPrefix("catalog.sqlite: ") })
  }

  @Test("finds a changed byte in any file", arguments: ["tensor", "manifest", "rejected.jsonl"])
  func changed(file: String) throws {
    let copy = try PaintedDataset.copy(into: folder)
    let shard = try #require(try painted.written.description().splits["train"]?.shards.first)
    let name = ["tensor": shard.tensor, "manifest": shard.manifest][file] ?? file
    var bytes = try folder.read("aligned/\(name)")
    bytes[bytes.count / 2] ^= 1
    try folder.write(bytes, to: "aligned/\(name)")
    let faults = try faults(of: copy)
    #expect(faults.contains { $0.contains(name) && $0.contains("SHA-256") })
  }

  @Test("leaves the dataset as it is, also where it may not be written to")
  func readOnly() throws {
    let copy = try PaintedDataset.copy(into: folder)
    let before = try FileManager.default.contentsOfDirectory(atPath: copy).sorted()
    chmod(copy, 0o555)
    chmod("\(copy)/catalog.sqlite", 0o444)
    defer { chmod(copy, 0o755) }
    #expect(try faults(of: copy).isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: copy).sorted() == before)
  }

  @Test("says that a folder without a dataset has none")
  func nothing() throws {
    #expect(throws: PublishedDataset.Failure.missing(folder: folder.path)) {
      try Verification(folder: folder.path) { _ in }.run()
    }
  }
}

import Foundation
import Shard
import TestSupport

@testable import Job

/// A dataset of tiny faces with what is hard to export, and exports of it.
struct SmallExport {
  static let size = 8
  private static let people: [(identity: String, source: String, train: Int, val: Int)] = [
    ("Zoë 100%", "one", 3, 0),
    // Not UTF-8 in the raw tree.
    (#"Jos\xe9"#, "one", 2, 0),
    // Two people of one name in two trees.
    ("Ada", "one", 2, 2), ("Ada", "two", 2, 0),
    ("../up", "two", 1, 0), ("Eve", "two", 0, 2),
    // A name that the export has a use for.
    ("unfinished", "two", 0, 1),
  ]

  let folder: TemporaryFolder
  var dataset: String { folder("aligned") }

  /// Makes the dataset: 10 faces to train with, 5 more, and 3 a shard.
  ///
  /// - Parameters:
  ///   - folder: Where.
  ///   - isShuffled: Whether an identity's rows are in no order.
  ///   - seed: What the pixels depend on.
  init(in folder: TemporaryFolder, isShuffled: Bool = false, seed: UInt64 = 1) throws {
    self.folder = folder
    let publication = Publication(in: folder("aligned"), workspace: "unfinished")
    let description = try Self.write(to: publication.staged, isShuffled, seed)
    try publication.publish(description.files)
    try Folder.remove(folder("aligned/unfinished"))
  }

  private static func write(
    to folder: String, _ isShuffled: Bool, _ seed: UInt64
  ) throws -> DatasetDescription {
    let writer = try DatasetWriter(
      folder: folder, size: size, shardSize: 3, faces: [.train: 10, .val: 5])
    for split in Split.allCases {
      var rows: [(label: Int, number: Int)] = []
      for (label, person) in people.enumerated() {
        let count = split == .train ? person.train : person.val
        // Some of a person's photographs are in another folder and have the same name.
        rows += (0..<count).map { (label, $0) }
      }
      if isShuffled { rows = rows.enumerated().sorted { $0.0 % 3 < $1.0 % 3 }.map(\.element) }
      for (label, number) in rows {
        _ = try writer.write(
          pixels(label, number, split, seed), of: origin(label, number), label: label, in: split)
      }
    }
    var first = (train: 0, val: 0)
    for (label, person) in people.enumerated() {
      let train = IdentityRecord.Rows(
        split: .train, first: isShuffled ? nil : first.train, faces: person.train)
      let val = IdentityRecord.Rows(
        split: .val, first: isShuffled ? nil : first.val, faces: person.val)
      let name = person.identity
      try writer.write(
        IdentityRecord(
          label: label,
          member: IdentityRecord.Member(
            source: person.source, identity: person.identity, name: name),
          rows: person.train > 0 ? train : val,
          val: person.train > 0 && person.val > 0 ? val : nil))
      first.train += person.train
      first.val += person.val
    }
    return try writer.finish(
      facts: DatasetDescription.Facts(
        size: size, landmarks: "outer-eyes-and-nose", tool: "tests 1", sources: [], options: [:],
        models: [:], libraries: []),
      found: 15)
  }

  private static func origin(_ label: Int, _ number: Int) -> FaceOrigin {
    let person = people[label]
    // The same name in two folders, and one that begins with a dot.
    let name = ["a/1.jpg", "b/1.png", ".x.y.jpg"][number]
    let path = "\(person.identity)/\(name)"
    return FaceOrigin(
      identity: person.identity, source: person.source, path: path, width: 250, height: 200,
      faces: 1, box: [1, 2, 3, 4], score: 1, sharpness: 2, landmarks: [[1, 2], [3, 4], [5, 6]],
      sha256: SHA256.hexadecimal(of: Array(path.utf8)))
  }

  private static func pixels(
    _ label: Int, _ number: Int, _ split: Split, _ seed: UInt64
  ) -> [UInt8] {
    var random = SeededRandom(seed + UInt64(100 * label + 10 * number + (split == .val ? 1 : 0)))
    return (0..<3 * size * size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }

  /// Exports the dataset.
  @discardableResult
  func export(
    to name: String, _ format: ExportFormat, encoding: FaceEncoding? = nil,
    splits: [Split] = Split.allCases, jobs: Int = 2, overwrites: Bool = false,
    interruption: Interruption = Interruption(), report: @escaping (JobEvent) -> Void = { _ in }
  ) throws -> ExportSummary {
    let encoding = encoding ?? (format == .npz ? .pixels : .png)
    let settings = ExportSettings(
      format: format, encoding: encoding, splits: splits, jobs: jobs, overwrites: overwrites,
      tool: "tests 1")
    return try ExportJob(of: dataset, to: folder(name), settings: settings, report: report)
      .run(interruption: interruption)
  }

  /// Every file of an export.
  func files(of name: String) throws -> [String: Data] {
    try WrittenDataset(folder(name)).files()
  }
}

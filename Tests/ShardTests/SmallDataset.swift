import Foundation
import Shard
import TestSupport
import Testing

/// A dataset of nine tiny faces, with names that are hard to get right: quotes, control characters,
/// and two people whose names look the same but differ in bytes.
struct SmallDataset {
  struct Person {
    let identity: String
    let name: String
    let split: Split
    let faces: Int
  }

  static let size = 4
  static let people = [
    Person(identity: #"0\xff "#, name: "Nul \"Q\" \\ \u{7}", split: .train, faces: 2),
    Person(identity: "Jose\u{301}", name: "Jose\u{301}", split: .train, faces: 3),
    Person(identity: "Jos\u{E9}", name: "Jos\u{E9}", split: .train, faces: 2),
    Person(identity: "Zed", name: "Zed\u{2028}😀", split: .val, faces: 2),
  ]
  static let rejected = [
    RejectedRecord(
      face: FaceReference(source: "raw", path: "Zed/\n\t\u{1B}[31m.jpg"), reason: "not_an_image",
      detail: "it is empty"),
    RejectedRecord(
      face: FaceReference(source: "raw", path: "Zed/a.jpg"), reason: "no_face", detail: "no face"),
    RejectedRecord(
      face: FaceReference(source: "raw", path: "Zed/b.jpg", faceID: "7"), reason: "no_face",
      detail: "no face"),
  ]
  static let duplicates = [
    DuplicateRecord(
      face: FaceReference(source: "raw", path: "Zed/small.jpg"), identity: "Zed",
      kept: origin(people[3], 0).reference, conflict: nil, kind: .near, similarity: 0.97123),
    DuplicateRecord(
      face: FaceReference(source: "raw", path: "Zed/Ann.jpg", faceID: "3"), identity: "Zed",
      kept: nil,
      conflict: DuplicateRecord.Conflict(
        face: FaceReference(source: "raw", path: "Bob/1.jpg"), identity: "Bob"),
      kind: .exact, similarity: 1),
  ]
  static let excluded = ExcludedRecord(
    face: FaceReference(source: "raw", path: "Bob/1.jpg"), identity: "Bob", name: "Bob_B._Bond",
    excludedAs: "Bob Bond", how: "initial")
  static let pruned = PrunedRecord(
    face: FaceReference(source: "other", path: "Cy/1.jpg"), identity: "Cy", name: "Cy_C.", faces: 1,
    leastImages: 2)
  static let unmatched = [
    UnmatchedRecord(
      kind: .fileWithoutRow, face: FaceReference(source: "raw", path: "Zed/a.jpg"), row: nil),
    UnmatchedRecord(
      kind: .rowWithoutFile, face: FaceReference(source: "raw", path: "Zed/gone.*", faceID: "9"),
      row: UnmatchedRecord.Row(file: "list.txt", line: 12, name: "Zed Z")),
  ]
  static let facts = DatasetDescription.Facts(
    size: size, landmarks: "outer-eyes-and-nose", tool: "align-dataset 0.1.0",
    sources: [
      [
        "name": "raw", "layout": "folders",
        "layout_sha256": .string(SHA256.hexadecimal(of: [3])), "face": "largest",
        "names_sha256": nil,
        "metadata": ["list.txt": .string(SHA256.hexadecimal(of: [2]))],
      ]
    ],
    options: ["size": 4, "shard_size": 3],
    models: ["a model": SHA256.hexadecimal(of: [1])], libraries: ["dlib 19.24.0"])

  private let folder: TemporaryFolder
  /// Each file's digest as dataset.json has it, by its name.
  private let digests: [String: String]

  /// Where it is.
  var path: String { folder("aligned") }
  /// What dataset.json says.
  let description: DatasetDescription

  /// Writes and publishes it in a new folder.
  init() throws {
    folder = try TemporaryFolder()
    description = try Self.write(to: folder("aligned/unfinished/dataset"))
    try Publication(in: folder("aligned"), workspace: "unfinished").publish(description.files)
    try Folder.remove(folder("aligned/unfinished"))
    let path = folder("aligned")
    digests = try Dictionary(
      uniqueKeysWithValues: description.files.map {
        ($0, try SHA256.hexadecimal(ofFile: "\(path)/\($0)"))
      })
  }

  /// Writes it into a folder and leaves it there.
  static func write(to folder: String, shardSize: Int = 3) throws -> DatasetDescription {
    let writer = try DatasetWriter(
      folder: folder, size: size, shardSize: shardSize, faces: [.train: 7, .val: 2])
    for record in rejected { try writer.write(record) }
    for record in duplicates { try writer.write(record) }
    for record in unmatched { try writer.write(record) }
    try writer.write(excluded)
    try writer.write(pruned)
    var first: [Split: Int] = [:]
    for (label, person) in people.enumerated() {
      for number in 0..<person.faces {
        _ = try writer.write(
          pixels(label, number), of: origin(person, number), label: label, in: person.split)
      }
      try writer.write(
        IdentityRecord(
          label: label,
          member: IdentityRecord.Member(
            source: "raw", identity: person.identity, name: person.name),
          rows: IdentityRecord.Rows(
            split: person.split, first: first[person.split] ?? 0, faces: person.faces),
          merged: label != 3 ? [] : [merged], probable: label != 3 ? [] : [probable]))
      first[person.split, default: 0] += person.faces
    }
    return try writer.finish(facts: facts, found: 16)
  }

  private static let merged = IdentityRecord.Merged(
    member: IdentityRecord.Member(source: "other", identity: "ZED", name: "Zed, the Z"),
    matched: "Zed", how: "exact")
  private static let probable = IdentityRecord.Probable(
    member: IdentityRecord.Member(source: "raw", identity: "Zet", name: "Zet"), shared: 3)

  /// Where a face comes from.
  static func origin(_ person: Person, _ number: Int) -> FaceOrigin {
    let path = "\(person.identity)/\(number) \"'\u{7F}\u{85}.jpg"
    return FaceOrigin(
      identity: person.identity, source: "raw", path: path, width: 250, height: 200, faces: 1,
      box: [-3, 20, 109, 119], score: 1.25 + Double(number), sharpness: 100,
      landmarks: [[1, 2], [3, 4], [5, 6]], sha256: SHA256.hexadecimal(of: Array(path.utf8)))
  }

  /// A face's pixels.
  static func pixels(_ label: Int, _ number: Int) -> [UInt8] {
    var random = SeededRandom(UInt64(100 * label + number))
    return (0..<3 * size * size).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }
}

extension SmallDataset {
  /// Every file's name.
  var files: [String] { description.files + ["dataset.json"] }

  func bytes(of file: String) throws -> [UInt8] { try folder.read("aligned/\(file)") }

  func text(of file: String) throws -> String {
    String(decoding: try bytes(of: file), as: UTF8.self)
  }

  /// Changes a file and nothing else.
  func write(_ bytes: [UInt8], to file: String) throws {
    try folder.write(bytes, to: "aligned/\(file)")
  }

  /// Replaces the first `old` in a file, and states the file's new digest in dataset.json.
  func replace(_ old: String, with new: String, in file: String) throws {
    let text = try text(of: file)
    let range = try #require(text.range(of: old, options: .literal), "\(old) is not in \(file)")
    try write(Array(text.replacingCharacters(in: range, with: new).utf8), to: file)
    try restateDigest(of: file)
  }

  /// States a file's digest in dataset.json, so that only what is in the file can be at fault.
  func restateDigest(of file: String) throws {
    var page = try text(of: "dataset.json")
    if let stated = digests[file] {
      page = page.replacingOccurrences(
        of: stated, with: try SHA256.hexadecimal(ofFile: "\(path)/\(file)"))
    }
    var lines = page.components(separatedBy: "\n").dropLast(3)
    lines.append("")
    let digest = SHA256.hexadecimal(of: Array(lines.joined(separator: "\n").utf8))
    lines[lines.endIndex - 1] = "  \"self_sha256\": \"\(digest)\"\n}\n"
    try write(Array(lines.joined(separator: "\n").utf8), to: "dataset.json")
  }

  /// The faults that the verifier finds.
  func faults() -> [VerificationFault] {
    var faults: [VerificationFault] = []
    do throws(PublishedDataset.Failure) {
      let verifier = try DatasetVerifier(folder: path) { faults.append($0) }
      verifier.verify()
    } catch {
      faults.append(VerificationFault("dataset.json", error.description))
    }
    return faults
  }

  /// Where there are faults.
  func places() -> [String] { faults().map(\.place) }
}

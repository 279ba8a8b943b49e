import Foundation
import Shard

/// A dataset's files, read as any program would read them.
struct WrittenDataset {
  let folder: String

  init(_ folder: String) {
    self.folder = folder
  }

  /// What the tests need of dataset.json.
  struct Description: Decodable {
    struct Counts: Decodable {
      let found: Int
      let aligned: Int
      let rejected: [String: Int]
      let duplicates: Int
      let conflicts: Int
      let excluded: Int
      let pruned: Int
      let kept: Int
      let identities: Int
      let rows_without_file: Int
      let files_without_row: Int
    }
    struct SplitFiles: Decodable {
      struct Shard: Decodable {
        let tensor: String
        let manifest: String
        let faces: Int
      }
      let faces: Int
      let shards: [Shard]
    }
    let counts: Counts
    let splits: [String: SplitFiles]
    let models: [String: String]
  }

  /// A manifest's line.
  struct Face: Decodable {
    let shard: String
    let row: Int
    let label: Int
    let identity: String
    let source: String
    let path: String
    let face_id: String?
    let faces: Int
    let box: [Int]
    let landmarks: [[Double]]
    let sha256: String
  }

  /// A line of identities.jsonl.
  struct Identity: Decodable {
    let label: Int
    let identity: String
    let name: String
    let source: String
    let split: String
    let first: Int?
    let faces: Int
    let merged: [Merged]

    struct Merged: Decodable {
      let source: String
      let identity: String
      let name: String
      let matched: String
      let how: String
    }
  }

  /// A line of duplicates.jsonl, excluded.jsonl, pruned.jsonl or unmatched.jsonl.
  struct LeftOut: Decodable {
    let source: String
    let path: String
    let face_id: String?
    let kept: String?
    let kept_source: String?
    let conflict: Bool?
    let excluded_as: String?
    let how: String?
    let kind: String?
    let line: Int?
  }

  /// A line of rejected.jsonl.
  struct Rejected: Decodable {
    let source: String
    let path: String
    let face_id: String?
    let reason: String
    let detail: String
  }

  func bytes(of file: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
  }

  func lines<Line: Decodable>(of file: String, as type: Line.Type) throws -> [Line] {
    try bytes(of: file).split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(type, from: $0)
    }
  }

  func description() throws -> Description {
    try JSONDecoder().decode(Description.self, from: try bytes(of: "dataset.json"))
  }

  /// Every face of the training split, in the shards' order.
  func faces() throws -> [Face] {
    let shards = try description().splits["train"]?.shards ?? []
    return try shards.flatMap { try lines(of: $0.manifest, as: Face.self) }
  }

  func identities() throws -> [Identity] {
    try lines(of: "identities.jsonl", as: Identity.self)
  }

  func leftOut(_ list: String) throws -> [LeftOut] {
    try lines(of: "\(list).jsonl", as: LeftOut.self)
  }

  func rejected() throws -> [Rejected] { try lines(of: "rejected.jsonl", as: Rejected.self) }

  /// Every file but the catalog, whose bytes are not promised.
  func files() throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder)
    where name != "catalog.sqlite" {
      if !Folder.isFolder("\(folder)/\(name)") { files[name] = try bytes(of: name) }
    }
    return files
  }
}

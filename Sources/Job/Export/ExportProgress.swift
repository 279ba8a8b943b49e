import Foundation
import Shard

/// How far an export is that is not finished: `unfinished/progress.json`.
struct ExportProgress: Decodable {
  /// What the export is, as a line of JSON.
  let facts: String
  /// The SHA-256 of the dataset.json of the dataset that it is made of.
  let dataset: String
  /// How many parts are whole.
  let parts: Int
  /// The digests of files that are whole, by their names.
  let finished: [String: String]
  /// How many bytes of the other files belong to whole parts.
  let lengths: [String: Int]

  static let name = "progress.json"
  private static let nextName = "progress.json.next"
  /// The files that it may be in.
  static let names = [name, nextName]
  /// Far more than the files of a million shards need.
  private static let fileLimit = 1 << 29

  /// The progress that is noted in a folder; nil where there is none.
  ///
  /// - Throws: ``JobError`` if it is not what an export wrote.
  init?(in folder: String) throws {
    let path = "\(folder)/\(Self.name)"
    guard try Folder.holds(path) else { return nil }
    let bytes = try InputFile(path).bytes(limit: Self.fileLimit)
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(bytes))
    } catch {
      throw JobError.output(
        path: path, problem: "it is damaged; remove its folder to begin the export anew")
    }
  }

  /// The progress of files that have so many whole parts.
  init(_ facts: ExportDescription.Facts, parts: Int, _ files: ExportFiles) {
    self.facts = facts.json.line
    dataset = facts.dataset
    self.parts = parts
    finished = files.finished
    lengths = files.lengths
  }

  /// Puts it in the place of an older one in one step.
  func write(in folder: String) throws(FileFault) {
    let next = "\(folder)/\(Self.nextName)"
    let value: JSONValue = [
      "facts": .string(facts), "dataset": .string(dataset), "parts": .int(parts),
      "finished": JSONValue(sorted: finished.mapValues(JSONValue.string)),
      "lengths": JSONValue(sorted: lengths.mapValues(JSONValue.int)),
    ]
    let file = try OutputFile(next)
    try file.write(value.page.utf8)
    _ = try file.finish()
    try Folder.rename(next, to: "\(folder)/\(Self.name)")
    try Folder.sync(folder)
  }
}

import Foundation
import Shard

/// What dataset.json says of how a dataset was made, for people to read.
struct DatasetFacts {
  /// The program and its version.
  let tool: String
  /// Options, models and libraries: names and values.
  let options: [(name: String, value: String)]

  /// The value of an option, such as `near` of `duplicates`.
  func option(_ name: String) -> String? {
    options.first { $0.name == "--\(name.replacing("_", with: "-"))" }?.value
  }

  private struct Description: Decodable {
    let tool: String
    let options: [String: Value]
    let models: [String: String]
    let libraries: [String]
  }

  /// An option's value as text.
  private struct Value: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() {
        text = "none"
      } else if let flag = try? value.decode(Bool.self) {
        text = flag ? "yes" : "no"
      } else if let number = try? value.decode(Int.self) {
        text = String(number)
      } else if let number = try? value.decode(Double.self) {
        text = String(number)
      } else if let list = try? value.decode([String].self) {
        text = list.isEmpty ? "none" : list.joined(separator: ", ")
      } else {
        text = try value.decode(String.self)
      }
    }
  }

  /// Reads the bytes of a folder's dataset.json.
  ///
  /// - Throws: ``PublishedDataset/Failure`` if it lacks something.
  init(_ bytes: [UInt8], in folder: String) throws {
    do {
      let description = try JSONDecoder().decode(Description.self, from: Data(bytes))
      tool = description.tool
      options =
        description.options.sorted { $0.key < $1.key }.map { name, value in
          ("--\(name.replacing("_", with: "-"))", value.text)
        } + description.models.sorted { $0.key < $1.key }.map { ($0.key, "SHA-256 \($0.value)") }
        + [("libraries", description.libraries.joined(separator: ", "))]
    } catch {
      throw PublishedDataset.Failure.malformed(
        folder: folder, problem: "it lacks what was asked for when the dataset was made")
    }
  }
}

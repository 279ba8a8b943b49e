import Foundation

/// A setting that shapes faces and that a dataset was made with another value of. Values are JSON.
public struct SettingDifference: Equatable, Sendable {
  let name: String
  let there: String
  let here: String
}

extension SettingDifference: CustomStringConvertible {
  /// Both values, where they say something, to go after "with".
  public var description: String {
    switch name {
    case "revision":
      return "faces of another version of this program"
    case "count_faces", "fast":
      let option = "--\(name.replacing("_", with: "-"))"
      return there == "true"
        ? "\(option), and this run is without" : "no \(option), and this run has it"
    case "trees":
      let (there, here) = (texts(of: self.there), texts(of: self.here))
      return
        "faces of \(Self.names(there.subtracting(here))), which is not among this run's raw trees"
        + " (\(Self.names(here)); one that was renamed keeps its name as NAME=FOLDER)"
    case "models":
      let (there, here) = (models(of: self.there), models(of: self.here))
      return "the models \(Self.list(there.subtracting(here))), and this run has"
        + " \(Self.list(here.subtracting(there)))"
    case "libraries":
      let (there, here) = (texts(of: self.there), texts(of: self.here))
      return "\(Self.list(there.subtracting(here))), and this program has"
        + " \(Self.list(here.subtracting(there)))"
    default:
      return "--\(name) \(plain(there)), and this run has --\(name) \(plain(here))"
    }
  }

  private func plain(_ json: String) -> String { json.filter { $0 != "\"" } }

  private func texts(of json: String) -> Set<String> {
    Set((try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? [])
  }

  private func models(of json: String) -> Set<String> {
    let digests = (try? JSONDecoder().decode([String: String].self, from: Data(json.utf8))) ?? [:]
    return Set(digests.map { "\($0.key) (SHA-256 \($0.value.prefix(12))...)" })
  }

  private static func names(_ names: Set<String>) -> String {
    names.sorted().map { "'\($0)'" }.joined(separator: ", ")
  }

  private static func list(_ items: Set<String>) -> String {
    items.isEmpty ? "none" : items.sorted().joined(separator: ", ")
  }
}

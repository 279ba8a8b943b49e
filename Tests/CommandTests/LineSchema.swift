import Foundation
import TestSupport

/// A schema of manifests/schemas, by which Python's jsonschema judges lines.
struct LineSchema {
  /// The schema's name.
  let name: String

  private static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL.path

  /// The examples of docs/formats.md that begin with a key.
  static func examples(beginningWith key: String) throws -> String {
    try String(contentsOfFile: "\(project)/docs/formats.md", encoding: .utf8)
      .split(separator: "\n").filter { $0.hasPrefix("{\"\(key)\":") }.map { $0 + "\n" }.joined()
  }

  /// What is wrong with lines: those that the schema refuses, or whose keys it does not describe; and
  /// keys that docs/formats.md leaves out. Empty where nothing is.
  func faults(in text: String) throws -> String {
    let folder = try TemporaryFolder()
    try folder.write(Array(text.utf8), to: "lines")
    let script = """
      import json, sys
      from jsonschema import Draft202012Validator
      project, name, lines = sys.argv[1:]
      schema = json.load(open(f"{project}/manifests/schemas/{name}.schema.json"))
      Draft202012Validator.check_schema(schema)
      validator = Draft202012Validator(schema)
      for line in open(lines, newline="\\n"):
        assert line.endswith("\\n"), line
        value = json.loads(line)
        for error in validator.iter_errors(value):
          print(line, error.message)
        for key in set(value) - set(schema["properties"]):
          print(line, key)
        for key in value:
          lacking = {k: v for k, v in value.items() if k != key}
          changed = {**value, key: [["another type"]]}
          for other in lacking, changed:
            if validator.is_valid(other):
              print("allowed:", other)
        if not validator.is_valid({**value, "added": 1}):
          print("refused an added key:", line)
      text = open(f"{project}/docs/formats.md").read()
      for key in schema["properties"]:
        if f"`{key}`" not in text:
          print("not in docs/formats.md:", key)
      for word in [w for p in schema["properties"].values() for w in p.get("enum", [])]:
        if f"`{word}`" not in text:
          print("not in docs/formats.md:", word)
      """
    return try Python.system.output(of: script, [Self.project, name, folder("lines")])
  }
}

import Foundation
import TestSupport
import Testing

/// Python's jsonschema judges what is written by manifests/schemas.
@Suite("The schemas")
struct SchemaTests {
  private let dataset: SmallDataset
  private static let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("../..").standardizedFileURL.path

  init() throws {
    dataset = try SmallDataset()
  }

  /// Runs a script to which `values` gives, by a schema's name, all values of that kind.
  private func run(_ script: String) throws -> String {
    let preamble = """
      import copy, glob, json, sys
      from jsonschema import Draft202012Validator
      project, dataset = sys.argv[1:]

      def lines(path):
        return [json.loads(line) for line in open(path, newline="\\n")]

      lists = ("identities", "rejected", "duplicates", "excluded", "pruned", "unmatched")
      values = {name: lines(f"{dataset}/{name}.jsonl") for name in lists}
      values["manifest"] = [v for path in glob.glob(f"{dataset}/manifests/*") for v in lines(path)]
      values["dataset"] = [json.load(open(f"{dataset}/dataset.json"))]

      schemas = {}
      for name in values:
        schemas[name] = json.load(open(f"{project}/manifests/schemas/{name}.schema.json"))
        Draft202012Validator.check_schema(schemas[name])

      def judge(name, value):
        return [error.message for error in Draft202012Validator(schemas[name]).iter_errors(value)]

      """
    return try Python.system.output(
      of: preamble + script, [Self.project, dataset.path])
  }

  @Test("allow every line of every file that is written")
  func allow() throws {
    let counts = try run(
      """
      for name in sorted(values):
        for value in values[name]:
          assert judge(name, value) == [], judge(name, value)
        print(name, len(values[name]))
      """)
    #expect(
      counts == """
        dataset 1
        duplicates 2
        excluded 1
        identities 4
        manifest 9
        pruned 1
        rejected 3
        unmatched 2

        """)
  }

  @Test("describe every key that is written")
  func describe() throws {
    _ = try run(
      """
      for name in values:
        for value in values[name]:
          assert set(value) == set(schemas[name]["properties"]), (name, value)
      """)
  }

  @Test("refuse a value that lacks a key, and one whose keys have values of another type")
  func refuse() throws {
    _ = try run(
      """
      for name in values:
        for key in values[name][0]:
          changed = copy.deepcopy(values[name][0])
          changed[key] = {"of": "another type"} if not isinstance(changed[key], dict) else 1
          assert judge(name, changed), (name, key)
          del changed[key]
          assert judge(name, changed), (name, key)
      """)
  }

  @Test("allow keys that are added")
  func added() throws {
    _ = try run(
      """
      for name in values:
        assert judge(name, {**values[name][0], "added": [1]}) == [], name
      """)
  }

  @Test("describe no key and no reason that docs/formats.md leaves out")
  func documented() throws {
    _ = try run(
      """
      text = open(f"{project}/docs/formats.md").read()

      def keys(schema):
        for key, value in schema.get("properties", {}).items():
          yield key
          yield from keys(value)
        for value in schema.get("$defs", {}).values():
          yield from keys(value)
        yield from keys(schema["items"]) if isinstance(schema.get("items"), dict) else ()

      for name in schemas:
        for key in keys(schemas[name]):
          assert f"`{key}`" in text, (name, key)
      for reason in schemas["rejected"]["properties"]["reason"]["examples"]:
        assert f"`{reason}`" in text, reason
      """)
  }

  @Test("and docs/formats.md agree: its Python reads the dataset and finds its digests right")
  func examples() throws {
    _ = try run(
      """
      import os, re
      os.chdir(dataset + "/..")
      for example in re.findall(r"```python\\n(.*?)```", open(f"{project}/docs/formats.md").read(), re.S):
        exec(example)
      assert path_bytes(r"Jos\\xe9\\\\xff") == b"Jos\\xe9\\\\xff"
      """)
  }
}

import Crawl
import Foundation
import TestSupport
import Testing

@Suite("manifests/schemas/layout.schema.json")
struct LayoutSchemaTests {
  private static let manifests = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("../../manifests").standardizedFileURL.path

  /// What the schema says of each document, asked of Debian's jsonschema.
  private func verdicts(on documents: [String]) throws -> [Bool] {
    let script = """
      import json, sys
      from jsonschema import Draft202012Validator as Validator
      schema = json.load(open(sys.argv[1], encoding="utf-8"))
      Validator.check_schema(schema)
      validator = Validator(schema, format_checker=Validator.FORMAT_CHECKER)
      for text in sys.argv[2:]:
          print(validator.is_valid(json.loads(text)))
      """
    let output = try Python.system.output(
      of: script, ["\(Self.manifests)/schemas/layout.schema.json"] + documents)
    return output.split(separator: "\n").map { $0 == "True" }
  }

  @Test("takes the layouts of manifests/, each called after its file, and all are built in")
  func layouts() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.manifests)
      .filter { $0.hasSuffix(".json") }.sorted()
    let documents = try files.map {
      try String(contentsOfFile: "\(Self.manifests)/\($0)", encoding: .utf8)
    }
    #expect(try verdicts(on: documents) == files.map { _ in true })
    for (file, document) in zip(files, documents) {
      let layout = try Layout(json: Array(document.utf8), source: file)
      #expect(file == "\(layout.name).json")
      #expect(try Layout.named(layout.name) == layout)
    }
    #expect(try Layout.builtIn().count == files.count)
  }

  @Test("takes what the program takes, and refuses what it refuses")
  func agreement() throws {
    let examples = LayoutExample.broken.map(\.json)
    #expect(try verdicts(on: [LayoutExample.whole]) == [true])
    for (json, isValid) in zip(examples, try verdicts(on: examples)) {
      #expect(!isValid, "\(json)")
    }
  }
}

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

  @Test("takes the examples of docs/layouts.md, as the program does, of which one is FaceScrub's")
  func documented() throws {
    let page = try String(contentsOfFile: "\(Self.manifests)/../docs/layouts.md", encoding: .utf8)
    let examples = page.components(separatedBy: "```json\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
    #expect(try verdicts(on: examples) == examples.map { _ in true })
    let layouts = try examples.map { try Layout(json: Array($0.utf8), source: "layouts.md") }
    #expect(layouts.map(\.name) == ["folders", "facescrub", "vggface2", "mine"])
    #expect(layouts[1] == (try Layout.named("facescrub")))
  }

  @Test("takes what the program takes, and refuses what it refuses")
  func agreement() throws {
    let examples = LayoutExample.broken.map(\.json)
    let whole = [
      LayoutExample.whole, LayoutExample.recognising("x"),
      LayoutExample.table(["identity": #""x1""#], images: "images/**"),
    ]
    #expect(try verdicts(on: whole) == whole.map { _ in true })
    for (json, isValid) in zip(examples, try verdicts(on: examples)) {
      #expect(!isValid, "\(json)")
    }
  }
}

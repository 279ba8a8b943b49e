import Testing

@testable import Crawl

@Suite("A layout file")
struct LayoutFileTests {
  @Test("says where images lie, whose they are and where names are listed")
  func whole() throws {
    let layout = try Layout(
      json: Array(LayoutExample.whole.utf8), source: "example.json")
    #expect(layout.name == "example-2")
    #expect(layout.summary == "An example.")
    #expect(layout.images.identity(of: "train/Ada/1.jpg") == "Ada")
    #expect(layout.folders == "train|val")
    #expect(layout.names?.path == "lists/names.txt")
  }

  @Test("recognises whole names, scalar by scalar, and needs every one of them to match")
  func recognise() throws {
    let layout = try Layout(json: Array(LayoutExample.recognising("a.{2}").utf8), source: "x")
    #expect(layout.recognises(folders: ["abc", "ae\u{301}"]))
    #expect(!layout.recognises(folders: ["abc", "a\u{E9}"]))
    #expect(!layout.recognises(folders: ["abc", "abcd"]))
    #expect(!layout.recognises(folders: []))
  }

  @Test("that breaks a rule is an error that names the field", arguments: LayoutExample.broken)
  func broken(example: LayoutExample) {
    let error = #expect(throws: CrawlError.self) {
      try Layout(json: Array(example.json.utf8), source: "example.json")
    }
    guard case .invalidLayout("example.json", let problem) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(problem.hasPrefix("\(example.field): "))
  }

  @Test(
    "that is no JSON is an error that says so", arguments: ["", "{", "layout: folders", "\u{0}"])
  func noJSON(text: String) {
    #expect(
      throws: CrawlError.invalidLayout(name: "x.json", problem: "the file is not JSON")
    ) { try Layout(json: Array(text.utf8), source: "x.json") }
  }
}

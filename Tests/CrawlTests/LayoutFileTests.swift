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
    #expect(layout.files == ["people.csv"])
    #expect(layout.leftOut.map(\.reason) == ["a crop"])
    #expect(layout.leftOut.map { $0.paths.matches("val/crops/1.jpg") } == [true])
    #expect(layout.names?.path == "lists/names.csv")
    #expect(layout.face == .labelled)
  }

  @Test("says what the columns of its tables mean")
  func tables() throws {
    let layout = try Layout(json: Array(LayoutExample.whole.utf8), source: "example.json")
    let names = try #require(layout.names)
    #expect((names.identity, names.name) == (0, 1))
    #expect(names.table.header == .yes)
    try #require(layout.metadata.count == 2)
    let (people, sums) = (layout.metadata[0], layout.metadata[1])
    #expect(people.path == "people.csv")
    #expect(people.table.separator == .csv && people.table.header == .no)
    #expect(people.image.text == "train/{id}/{file}.*" && people.image.takesAnyExtension)
    #expect((people.name, people.identity, people.face) == (1, 1, 2))
    #expect(people.box?.columns == [3, 4, 5, 6] && people.box?.meaning == .cornerAndSize)
    #expect(sums.table.separator == .blanks && sums.table.header == .optional)
    #expect(sums.sha256 == 0 && sums.name == nil && !sums.image.takesAnyExtension)
    #expect(sums.box?.columns == [2] && sums.box?.meaning == .corners)
  }

  @Test("without the fields that may be missing takes the largest face and has no metadata")
  func shortest() throws {
    let layout = try Layout(json: Array(LayoutExample.recognising("x").utf8), source: "x")
    #expect(layout.face == .largest)
    #expect(layout.metadata.isEmpty && layout.leftOut.isEmpty && layout.names == nil)
  }

  @Test("need not have an identity in the paths where the metadata has one")
  func identityInMetadata() throws {
    let json = LayoutExample.table(["identity": #""x1""#], images: "images/**")
    #expect(try !Layout(json: Array(json.utf8), source: "x").images.hasIdentity)
  }

  @Test("recognises whole names, scalar by scalar, and needs every one of them to match")
  func recognise() throws {
    let layout = try Layout(json: Array(LayoutExample.recognising("a.{2}").utf8), source: "x")
    #expect(layout.recognises(folders: ["abc", "ae\u{301}"], files: []))
    #expect(!layout.recognises(folders: ["abc", "a\u{E9}"], files: []))
    #expect(!layout.recognises(folders: ["abc", "abcd"], files: []))
    #expect(!layout.recognises(folders: [], files: []))
  }

  @Test(
    "that breaks a rule is an error that names the field",
    arguments: LayoutExample.broken + LayoutExample.contradictory)
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
    "is told what is expected in a field",
    arguments: [
      (["colums": "[]"], "metadata[0].colums: is none of the fields file, format, columns,"),
      (["format": #""xml""#], "metadata[0].format: 'xml' must be one of blanks, tsv, csv"),
      (["columns": #""x""#], "metadata[0].columns: must be a list"),
      (["name": #""X1""#], "metadata[0].name: 'X1' is none of the columns file, x1"),
      (["box": "[]"], "metadata[0].box: must be the name of a column, or a list of four"),
      (["box_is": #""corners""#], "metadata[0].box_is: needs the field box"),
      (["columns": #"["x", "x"]"#], "metadata[0].columns[1]: 'x' is a column already"),
    ] as [([String: String?], String)])
  func expectation(changes: [String: String?], problem: String) {
    let error = #expect(throws: CrawlError.self) {
      try Layout(json: Array(LayoutExample.table(changes).utf8), source: "mine.json")
    }
    #expect(error?.description.hasPrefix("layout 'mine.json': \(problem)") == true)
  }

  @Test(
    "that is no JSON is an error that says so, and where",
    arguments: [
      ("", "it ends too soon"), ("{\n\"layout\": \"x\",", "it ends too soon"),
      ("layout: folders", "line 1 is at fault"), ("\u{0}", "line 1 is at fault"),
      ("{\"layout\": \"x\",\n \"names\": }", "line 2 is at fault"),
    ])
  func noJSON(text: String, problem: String) {
    #expect(
      throws: CrawlError.invalidLayout(
        name: "x.json", problem: "the file is not JSON: \(problem)")
    ) { try Layout(json: Array(text.utf8), source: "x.json") }
  }
}

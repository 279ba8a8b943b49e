import Crawl
import Testing

@Suite("The built-in layouts")
struct BuiltInLayoutTests {
  @Test("are facescrub, casia-webface and folders, those that can be recognised first")
  func names() throws {
    #expect(try Layout.builtIn().map(\.name) == ["facescrub", "casia-webface", "folders"])
  }

  @Test("take the labelled face, the one nearest to the centre, and the largest")
  func faces() throws {
    #expect(try Layout.builtIn().map(\.face) == [.labelled, .centre, .largest])
  }

  @Test("are found by their names")
  func named() throws {
    for layout in try Layout.builtIn() {
      #expect(try Layout.named(layout.name) == layout)
    }
  }

  @Test("are named in the error where another is asked for")
  func unknown() {
    #expect(
      throws: CrawlError.unknownLayout(
        name: "lfw", known: ["facescrub", "casia-webface", "folders"])
    ) { try Layout.named("lfw") }
  }

  @Test("come after a user's own of the same name")
  func own() throws {
    let json = LayoutExample.recognising("x").replacing(
      "\"layout\": \"x\"", with: "\"layout\": \"folders\"")
    let own = try Layout(json: Array(json.utf8), source: "own.json")
    #expect(try Layout.named("folders", among: [own]) == own)
    #expect(try Layout.named("facescrub", among: [own]).name == "facescrub")
  }
}

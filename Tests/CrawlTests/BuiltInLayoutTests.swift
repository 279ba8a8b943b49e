import Crawl
import Testing

@Suite("The built-in layouts")
struct BuiltInLayoutTests {
  @Test("are casia-webface and folders, the one that can be recognised first")
  func names() throws {
    #expect(try Layout.builtIn().map(\.name) == ["casia-webface", "folders"])
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
      throws: CrawlError.unknownLayout(name: "lfw", known: ["casia-webface", "folders"])
    ) { try Layout.named("lfw") }
  }
}

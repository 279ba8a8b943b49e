import Crawl
import Testing

@Suite("A path template")
struct PathTemplateTests {
  private func identity(_ template: String, _ path: TreePath) throws -> TreePath? {
    try #require(PathTemplate(template)).identity(of: path)
  }

  @Test("takes the identity from its folder, however deep the image lies below it")
  func anyDepth() throws {
    #expect(try identity("{identity}/**", "Ada/1.jpg") == "Ada")
    #expect(try identity("{identity}/**", "Ada/2019/may/1.jpg") == "Ada")
    #expect(try identity("{identity}/**", "1.jpg") == nil)
  }

  @Test("takes exactly the depth that it has without **")
  func exactDepth() throws {
    #expect(try identity("*/images/{identity}/*", "actors/images/Ada/1.jpg") == "Ada")
    #expect(try identity("*/images/{identity}/*", "actors/images/Ada/more/1.jpg") == nil)
    #expect(try identity("*/images/{identity}/*", "actors/images/1.jpg") == nil)
  }

  @Test("takes its own names as they stand, byte by byte")
  func literals() throws {
    #expect(try identity("faces/{identity}/*", "faces/Ada/1.jpg") == "Ada")
    #expect(try identity("faces/{identity}/*", "Faces/Ada/1.jpg") == nil)
    #expect(try identity("\u{E9}/{identity}/*", "e\u{301}/Ada/1.jpg") == nil)
    #expect(try identity("{identity}/portrait.jpg", "Ada/portrait.jpg") == "Ada")
    // A slash and an accent are one character of a Swift string, and two parts of a path.
    #expect(try identity("{identity}/\u{301}/*", "Ada/\u{301}/1.jpg") == "Ada")
  }

  @Test(
    "is refused where it breaks the rules",
    arguments: [
      "", "{identity}", "**", "*/*", "{identity}/{identity}/*", "*/{identity}", "**/{identity}/*",
      "{identity}/**/*", "/{identity}/*", "{identity}/*/", "{identity}//*", "{identity}/*.jpg",
      "{name}/*", "a{identity}/*", "{identity}/./*", "../{identity}/*", "{identity}/a\u{0}/*",
    ])
  func malformed(text: String) {
    #expect(PathTemplate(text) == nil)
  }
}

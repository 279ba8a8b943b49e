import Testing

@testable import Crawl

@Suite("The path of a row's file")
struct RowTemplateTests {
  private func path(_ text: String, _ values: String..., blanks: String? = nil) throws -> TreePath?
  {
    let columns = ["a", "b", "c"].prefix(values.count)
    let template = try RowTemplate(text, columns: Array(columns), blanks: blanks)
    var bytes: [UInt8] = []
    do {
      try template.append(pathOf: values.map { Array($0.utf8)[...] }, to: &bytes)
      return TreePath(bytes)
    } catch {
      #expect(error == .image(template: text))
      return nil
    }
  }

  @Test("has the row's values in the columns' places")
  func values() throws {
    #expect(try path("x/{a}/{a}_{b}.jpg", "Ada", "7") == "x/Ada/Ada_7.jpg")
    #expect(try path("{b}{a}", "1.jpg", "Ada") == "Ada1.jpg")
    #expect(try path("{a}/{b}.*", "Ada", "7") == "Ada/7")
  }

  @Test("has blanks as they are, or what the layout has for them")
  func blanks() throws {
    #expect(try path("{a} x/{a}", "A  B") == "A  B x/A  B")
    #expect(try path("{a} x/{a}", "A\t B", blanks: "_") == "A__B x/A__B")
  }

  @Test("leads through a value's folders where the value is all of the name at the end")
  func folders() throws {
    #expect(try path("{a}", "x/y/1.jpg") == "x/y/1.jpg")
    #expect(try path("train/{a}.jpg", "n01/1") == "train/n01/1.jpg")
    #expect(try path("train/{a}.*", "n01/1") == "train/n01/1")
  }

  @Test(
    "is none where a value has slashes and is a part of it only",
    arguments: ["{a}/1.jpg", "x/{a}_1.*", "x_{a}", "{a}{b}", "{a}.{b}"])
  func slashes(template: String) throws {
    #expect(try path(template, "x/y", "z") == nil)
    #expect(try path(template, "x", "z") != nil)
  }

  @Test(
    "is none where it would lead out of the tree, or nowhere",
    arguments: [
      "", ".", "..", "../x", "x/..", "x/../y", "/etc/passwd", "x//y", "x/", "./x", "/", "x\u{0}y",
    ])
  func hostile(value: String) throws {
    #expect(try path("{a}", value) == nil)
    #expect(try path("images/{a}", value) == nil)
    #expect(try path("{a}.*", value) == nil)
    #expect(try path("{a}/1.jpg", value) == nil)
  }

  @Test("is none where a value is empty, also beside others")
  func empty() throws {
    #expect(try path("{a}_{b}.jpg", "Ada", "") == nil)
  }
}

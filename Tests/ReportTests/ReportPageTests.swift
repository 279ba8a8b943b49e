import Foundation
import Report
import Shard
import TestSupport
import Testing

@Suite("A report's page")
struct ReportPageTests {
  private static let hostile = #"</script><script>alert('<b>&"#

  /// Every text that can come from a file's name is hostile.
  private static var contents: ReportContents {
    let name = hostile
    var contents = ReportContents()
    let picture = Picture(width: 1, height: 1, jpeg: [0xFF, 0xD8])
    let number = contents.pictures.add(picture)
    let card = FaceCard(
      picture: number, name: name, source: name, path: name, faceID: name, fate: "kept",
      width: 100, score: 1, sharpness: 200, rotation: -3, place: name)
    let flow = Flow(
      found: 10, rejected: [Flow.Part(name, 2, meaning: name)],
      leftOut: [Flow.Part("duplicates", 1, meaning: name)],
      splits: [Flow.Part("train", 6, meaning: name), Flow.Part("val", 1, meaning: name)])
    contents.title = name
    contents.tool = name
    contents.flow = flow
    contents.findings = [ReportContents.Finding(name, section: "rejected")]
    contents.options = [(name, name)]
    contents.means = [ReportContents.Mean(name: name, note: name, picture: picture)]
    contents.distributions = [
      Distribution(
        title: name, meaning: name, counted: name,
        bins: [Distribution.Bin(name, [3, 4]), Distribution.Bin("2", [0, 1])],
        ticks: [Distribution.Tick(name, at: 0)], summary: name)
    ]
    contents.sheets = [ReportContents.Sheet(name: name, meaning: name, faces: [card])]
    contents.rejected = [
      ReportContents.RejectedGroup(
        reason: name, meaning: name, count: 2,
        examples: [
          ReportContents.RejectedCard(
            picture: number, shape: 1.5, source: name, path: name, detail: name,
            box: [0.1, 0.1, 0.5, 0.5])
        ])
    ]
    let pair = ReportContents.Pair(
      one: card, other: card, similarity: 0.95, kind: "near", outcome: name)
    contents.duplicates.count = 1
    contents.duplicates.pairs = [pair]
    contents.conflicts = contents.duplicates
    contents.probable = [
      ReportContents.ProbablePair(
        one: name, other: name, shared: 2, faces: [card], otherFaces: [card])
    ]
    contents.probableCount = 1
    contents.absent = [ReportContents.AbsentGroup(title: name, count: 1, people: [(name, 1)])]
    contents.directory.people = [
      PeopleDirectory.Person(
        name: name, source: 0, kept: 1, leftOut: 0, rejected: 0, lowestScore: 1, sharpness: 200,
        remark: name, picture: number, faces: [card])
    ]
    contents.directory.count = 1
    contents.sources = [name, "other"].map {
      SourceSummary(name: $0, layout: name, people: 1, flow: flow, measures: [(name, name)])
    }
    return contents
  }

  /// What Python's parser, which knows nothing of this program, finds in a page.
  private static func parsed(_ text: String, _ script: String) throws -> String {
    let folder = try TemporaryFolder()
    try folder.write(Array(text.utf8), to: "page.html")
    let preamble = """
      import base64, hashlib, json, re, sys
      from html.parser import HTMLParser

      class Page(HTMLParser):
        def __init__(self):
          super().__init__()
          self.elements, self.open, self.texts = [], [], {}
        def handle_starttag(self, tag, attributes):
          self.elements.append((tag, dict(attributes)))
          if tag not in ("meta", "img", "input", "rect", "br"):
            self.open.append(tag)
        def handle_endtag(self, tag):
          if tag == "rect":
            return
          assert self.open.pop() == tag, (tag, self.open, self.getpos())
        def handle_startendtag(self, tag, attributes):
          self.elements.append((tag, dict(attributes)))
        def handle_data(self, data):
          if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)

      text = open(sys.argv[1], encoding="utf-8").read()
      page = Page()
      page.feed(text)
      page.close()
      assert page.open == [], page.open

      """
    return try Python.system.output(of: preamble + script, [folder("page.html")])
  }

  @Test("has no element or attribute that comes from a name, and closes what it opens")
  func hostile() throws {
    let result = try Self.parsed(
      ReportPage(Self.contents).text,
      #"""
      tags = sorted({tag for tag, _ in page.elements})
      assert "b" not in tags, tags
      scripts = [a for tag, a in page.elements if tag == "script"]
      print(len(scripts), [a.get("type") for a in scripts])
      for _, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes), attributes
      print(sum("alert" in text for text in page.texts["bdi"]) > 5)
      """#)
    #expect(result == "3 ['application/json', 'application/json', None]\nTrue\n")
  }

  @Test("lets a browser run its own script alone, and load nothing")
  func policy() throws {
    let result = try Self.parsed(
      ReportPage(Self.contents).text,
      #"""
      policy = next(a["content"] for t, a in page.elements
                    if a.get("http-equiv") == "Content-Security-Policy")
      script = text[text.rindex("<script>") + 8:text.rindex("</script>")]
      digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
      assert f"'sha256-{digest}'" in policy
      print(policy.replace(digest, "..."))
      for _, attributes in page.elements:
        for name in ("src", "href", "action", "data"):
          value = attributes.get(name, "#")
          assert value.startswith(("#", "data:image/")), value
      assert not re.search(r"url\(|@import|https?://|fetch\(|XMLHttp|import\(", text)
      """#)
    #expect(
      result == """
        default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src \
        'sha256-...'; base-uri 'none'; form-action 'none'

        """)
  }

  @Test("has as many cells in each row of a table as in its head, with one tree or with seven")
  func tables() throws {
    for count in [1, 2, 7] {
      var contents = Self.contents
      contents.sources = (0..<count).map {
        SourceSummary(
          name: "t\($0)", layout: "", people: 1, flow: contents.flow, measures: [("m", "1")])
      }
      contents.distributions = [
        Distribution(
          title: "width", meaning: "", counted: "faces",
          bins: [Distribution.Bin("1", count > 6 ? [9] : Array(repeating: 3, count: count))],
          ticks: [], summary: "")
      ]
      let result = try Self.parsed(
        ReportPage(contents).text,
        #"""
        for table in re.findall(r"<table.*?</table>", text, re.S):
          rows = [len(re.findall(r"<t[hd][ >]", row)) for row in re.findall(r"<tr.*?</tr>", table, re.S)]
          assert len(set(rows)) <= 1, (rows, table)
        print(text.count("<table"), 'class="legend"' in text)
        """#)
      #expect(result.hasSuffix(count > 1 && count < 7 ? "True\n" : "False\n"), "\(result)")
    }
  }

  @Test("names every picture, plot, button and field, and has no id twice")
  func accessible() throws {
    let result = try Self.parsed(
      ReportPage(Self.contents).text,
      #"""
      ids = [a["id"] for _, a in page.elements if "id" in a]
      assert len(ids) == len(set(ids)), sorted(i for i in ids if ids.count(i) > 1)
      for tag, attributes in page.elements:
        if tag == "img":
          assert attributes.get("alt"), attributes
        if tag == "svg":
          assert attributes["role"] == "img" and attributes["aria-label"], attributes
        for name in ("aria-labelledby", "aria-controls"):
          for of in attributes.get(name, "").split():
            assert of in ids or of == "detail-name", of
        if attributes.get("href", "").startswith("#"):
          assert attributes["href"][1:] in ids, attributes
      assert dict(page.elements)["html"]["lang"] == "en"
      levels = [int(t[1]) for t, _ in page.elements if re.fullmatch("h[1-6]", t)]
      assert all(b - a <= 1 for a, b in zip(levels, levels[1:])), levels
      print(levels[0], "ok")
      """#)
    #expect(result == "1 ok\n")
  }

  @Test("shows a dataset without anything")
  func empty() throws {
    let result = try Self.parsed(ReportPage(ReportContents()).text, "print('whole')")
    #expect(result == "whole\n")
  }
}

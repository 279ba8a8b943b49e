import Foundation
import Shard

/// A report as one HTML file that needs nothing else: its style, script, plots and pictures are in it.
public struct ReportPage {
  private let contents: ReportContents

  /// Composes a page.
  public init(_ contents: ReportContents) {
    self.contents = contents
  }

  /// The file's text.
  public var text: String { page.markup }

  private var page: HTML {
    let script = Self.asset(PackageResources.report_js)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="\(Self.policy(for: script))">
      \(Self.mark(of: contents.dataset))
      <title>\(contents.title): dataset report</title>
      <style>
      \(HTML(trusted: Self.asset(PackageResources.report_css)))</style>
      </head>
      <body>
      <a class="skip" href="#overview">Skip to the content</a>
      <header><p class="kind">Dataset report</p><h1><bdi>\(contents.title)</bdi></h1>
      \(navigation)</header>
      <main>
      <noscript><p class="notice">Scripts are off, so that pictures of single faces and the list of\
       people are not shown, and nothing can be sorted. Everything else is here.</p></noscript>
      \(sections.map(\.html))</main>
      <footer><p>Made by \(contents.tool). This file needs no network and sends nothing.</p></footer>
      <dialog id="detail" aria-label="One face">\
      <button type="button" class="close" aria-label="Close">×</button>
      <div class="body"></div></dialog>
      <div id="tip" role="status" aria-live="off"></div>
      \(Self.data("picture-data", contents.pictures.json))
      \(Self.data("people-data", directory))
      <script>\(HTML(trusted: script))</script>
      </body>
      </html>

      """
  }

  private struct Section {
    let id: String
    let title: String
    let content: HTML

    var html: HTML {
      """
      <section id="\(id)" aria-labelledby="\(id)-title"><h2 id="\(id)-title">\(title)</h2>
      \(content)</section>

      """
    }
  }

  private var sections: [Section] {
    [
      Section(id: "overview", title: "Overview", content: overview),
      Section(id: "alignment", title: "Alignment", content: alignment),
      Section(id: "distributions", title: "Distributions", content: distributions),
      Section(id: "faces", title: "Faces", content: faces),
      Section(id: "people", title: "People", content: people),
      Section(id: "rejected", title: "Rejected", content: rejected),
      Section(id: "duplicates", title: "Duplicates", content: duplicates),
      Section(id: "conflicts", title: "Under two people", content: conflicts),
      Section(id: "probable", title: "Probably the same person", content: probable),
      Section(id: "absent", title: "People left out", content: absent),
      Section(id: "sources", title: "Raw trees", content: sources),
      Section(id: "options", title: "How it was made", content: options),
    ]
  }

  private var navigation: HTML {
    let links = sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" as HTML }
    return #"<nav aria-label="Sections"><ul>\#(links)</ul></nav>"#
  }

  /// What a page says near its beginning of the dataset that it is of.
  ///
  /// - Parameter dataset: The SHA-256 of its dataset.json.
  public static func mark(of dataset: String) -> HTML {
    #"<meta name="dataset-sha256" content="\#(dataset)">"#
  }

  /// Within how many bytes of a page its mark is.
  public static let markLimit = 4096
  /// What every page begins with.
  public static let beginning = "<!DOCTYPE html>"

  // MARK: Sections

  private var overview: HTML {
    let flow = contents.flow
    let numbers: [(String, String)] = [
      ("found", flow.found.grouped), ("kept", flow.kept.grouped),
      ("people", contents.people.grouped),
      ("left out", (flow.aligned - flow.kept).grouped),
      ("rejected", flow.rejectedCount.grouped), ("shards", contents.shards.grouped),
    ]
    let tiles = numbers.map { name, value -> HTML in
      "<div><dt>\(name)</dt><dd>\(value)</dd></div>"
    }
    return """
      <dl class="tiles">\(tiles)</dl>
      \(findings)<h3>From the raw trees to the shards</h3>
      \(flow.diagram)\(flow.table)
      """
  }

  private var findings: HTML {
    let items = contents.findings.map {
      "<li>\(HTML.prose($0.text)) <a href=\"#\($0.section)\">Look</a></li>" as HTML
    }
    if items.isEmpty {
      return "<h3>Worth a look</h3><p>Nothing stands out.</p>\n"
    }
    return "<h3>Worth a look</h3><ul class=\"findings\">\(items)</ul>\n"
  }

  private var alignment: HTML {
    if contents.means.isEmpty { return "<p>No face was kept.</p>" }
    let figures = contents.means.map { mean -> HTML in
      let source = "data:image/jpeg;base64," + Data(mean.picture.jpeg).base64EncodedString()
      return """
        <figure><img src="\(HTML(trusted: source))" alt="\(mean.name.shown(FaceCard.nameLimit))" width="144" height="144">\
        <figcaption><bdi>\(mean.name.shown(FaceCard.nameLimit))</bdi>\
        <span class="note">\(mean.note)</span></figcaption></figure>

        """
    }
    return """
      <p>Where faces are well aligned, the eyes and the nose of a mean face are sharp, and dark in the\
       deviation: there the faces agree. A mean of one person that is blurred, or looks like two, is\
       worth a look at that person's faces.</p>
      <div class="means">\(figures)</div>
      """
  }

  private var distributions: HTML {
    let names = contents.sources.map { $0.name.shown(FaceCard.sourceLimit) }
    let shown = (contents.distributions.first?.bins.first?.counts.count ?? 1) > 1 ? names : []
    return """
      \(Self.legend(shown))<div class="plots">\(contents.distributions.map { $0.figure(shown) })</div>
      """
  }

  private static func legend(_ names: [String]) -> HTML {
    if names.isEmpty { return "" }
    let items = names.enumerated().map { index, name -> HTML in
      """
      <li><span class="key series\(plain: index % Distribution.colours)"></span>\
      <bdi>\(name)</bdi></li>
      """
    }
    return #"<ul class="legend" aria-label="Raw trees">\#(items)</ul>"#
  }

  private var faces: HTML {
    if contents.sheets.allSatisfy(\.faces.isEmpty) { return "<p>No face was kept.</p>" }
    let tabs = contents.sheets.enumerated().map { index, sheet -> HTML in
      """
      <button type="button" role="tab" id="tab-\(plain: index)" aria-controls="sheet-\(plain: index)"\
       aria-selected="\(index == 0 ? "true" : "false")" tabindex="\(index == 0 ? "0" : "-1")">\
      \(sheet.name)</button>
      """
    }
    let sheets = contents.sheets.enumerated().map { index, sheet -> HTML in
      """
      <div role="tabpanel" id="sheet-\(plain: index)" class="sheet"\
       aria-labelledby="tab-\(plain: index)">
      <p>\(sheet.meaning) Below each are its width in the photograph, score and sharpness.</p>
      <ul class="cards">\(sheet.faces.map { $0.item(Self.caption(of: $0)) })</ul></div>

      """
    }
    return """
      <div class="controls"><div role="tablist" aria-label="Contact sheets">\(tabs)</div>
      <label>Sort by <select id="sort"><option value="">as drawn</option>\
      <option value="score">score</option><option value="sharpness">sharpness</option>\
      <option value="width">face width</option><option value="rotation">rotation</option>\
      <option value="name">name</option></select></label>
      <button type="button" id="direction" aria-pressed="false">Largest first</button></div>
      \(sheets)
      """
  }

  private static func caption(of face: FaceCard) -> HTML {
    "\(face.width) · \(face.score.text(decimals: 2)) · \(face.sharpness.text(decimals: 0))"
  }

  private var people: HTML {
    let directory = contents.directory
    let shown = directory.people.count
    let rest: HTML? =
      shown < directory.count
      ? """
      <p class="notice">\(shown) of \(directory.count) people are here: those with something to be\
       said of them, and then those with the most faces.</p>
      """ : nil
    return """
      <p>Search for a name and open it to see the faces. Of people of whom the page has no or few\
       faces, <code>align-dataset report DIR --identity NAME</code> makes one with all of them.</p>\(rest)
      <div class="controls"><label>Search <input type="search" id="search" autocomplete="off"\
       spellcheck="false" placeholder="part of a name"></label>
      <p id="matches" role="status"></p></div>
      <div class="scroll"><table id="directory"><thead><tr>\(Self.directoryHeads)</tr></thead>\
      <tbody></tbody></table></div>
      <p><button type="button" id="more">Show more</button></p>
      """
  }

  private static let directoryHeads: [HTML] =
    [
      ("name", "name"), ("kept", "faces"), ("left", "left out"), ("rejected", "rejected"),
      ("score", "lowest score"), ("sharpness", "sharpness"), ("remark", "remark"),
    ].map { key, title in
      let kind: HTML = key == "name" || key == "remark" ? "" : " class=\"number\""
      return """
        <th scope="col"\(kind)><button type="button" data-sort="\(key)">\(title)</button></th>
        """
    }

  private var directory: JSONValue {
    [
      "sources": .array(contents.sources.map { .string($0.name.shown(FaceCard.sourceLimit)) }),
      "people": .array(contents.directory.people.map(\.json)),
    ]
  }

  private var rejected: HTML {
    if contents.rejected.isEmpty { return "<p>Everything gave a face.</p>" }
    let groups = contents.rejected.map { group -> HTML in
      let shown = group.examples.count
      let some: HTML =
        shown < group.count ? " \(shown) of them, drawn at random, are here." : ""
      return """
        <h3 id="reason-\(group.reason)">\(group.reason)\
         <span class="note">\(group.count)</span></h3>
        <p>\(HTML.prose(group.meaning))\(some)</p>
        <ul class="rejects">\(group.examples.map(Self.item))</ul>

        """
    }
    return """
      <p><code>rejected.jsonl</code> has all of them.</p>\(groups)
      """
  }

  private static func item(_ card: ReportContents.RejectedCard) -> HTML {
    let name = card.path.shown(FaceCard.pathLimit)
    var image: HTML = ""
    if let picture = card.picture, let shape = card.shape {
      let (width, height) =
        shape >= 1 ? (128, max(1, Int(128 / shape))) : (max(1, Int(128 * shape)), 128)
      image = """
        <span class="photograph"><img \(FaceCard.source(of: picture)) alt="Photograph \(name)"\
         width="\(plain: width)" height="\(plain: height)">\(card.box.map(box))</span>
        """
    }
    return """
      <li>\(image)<span class="path"><bdi>\(card.source.shown(FaceCard.sourceLimit))</bdi>: <bdi>\(name)</bdi></span>\
      <span class="note">\(card.detail.shown(FaceCard.pathLimit))</span></li>

      """
  }

  private static func box(_ edges: [Double]) -> HTML {
    let names = ["left", "top", "width", "height"]
    let style = zip(names, edges).map { name, edge in
      "\(name):\((min(max(edge, -1), 2) * 10000).rounded() / 100)%"
    }.joined(separator: ";")
    return #"<span class="box" style="\#(HTML(trusted: style))"></span>"#
  }

  private var duplicates: HTML {
    pairs(
      contents.duplicates, list: "duplicates.jsonl", none: "No duplicates were left out.",
      """
      Left the face that is left out, right the one that stays in its place. The least similar come\
       first: if two of these are not the same photograph, <code>--duplicates exact</code> leaves out\
       only those of the same pixels.
      """)
  }

  private var conflicts: HTML {
    pairs(
      contents.conflicts, list: "duplicates.jsonl", none: "No photograph is under two people.",
      """
      The same photograph under two people: one of the two labels is wrong, and nothing says which.\
       <code>--conflicts</code> decides what becomes of them.
      """)
  }

  private func pairs(
    _ list: ReportContents.PairList, list file: HTML, none: HTML, _ meaning: HTML
  ) -> HTML {
    if list.count == 0 { return "<p>\(none)</p>" }
    let some: HTML =
      list.isComplete
      ? "<code>\(file)</code> has them too."
      : "Some of the \(list.count) are here; <code>\(file)</code> has all."
    let items = list.pairs.map { pair -> HTML in
      """
      <li><ul class="cards">\(pair.one.item(Self.who(pair.one)))\
      \(pair.other.item(Self.who(pair.other)))</ul>\
      <p class="verdict"><strong>\(Self.similarity(of: pair))</strong> \(pair.outcome)</p></li>

      """
    }
    return "<p>\(meaning) \(some)</p>\n<ul class=\"pairs\">\(items)</ul>"
  }

  private static func similarity(of pair: ReportContents.Pair) -> String {
    pair.kind == "exact" ? "same pixels" : "similarity \(pair.similarity.text(decimals: 4))"
  }

  private static func who(_ face: FaceCard) -> HTML {
    "<bdi>\(face.path.shown(60))</bdi>"
  }

  private var probable: HTML {
    if contents.probableCount == 0 {
      return "<p>No two people share so many photographs.</p>"
    }
    let shown = contents.probable.count
    let some: HTML? =
      shown < contents.probableCount
      ? " \(shown) of \(contents.probableCount) pairs are here." : nil
    let pairs = contents.probable.map { pair -> HTML in
      let photographs = pair.shared == 1 ? "photograph" : "photographs"
      return """
        <li><h3><bdi>\(pair.one.shown(FaceCard.nameLimit))</bdi> and\
         <bdi>\(pair.other.shown(FaceCard.nameLimit))</bdi>\
         <span class="note">\(pair.shared) \(photographs) shared</span></h3>
        <div class="both"><ul class="cards small">\(pair.faces.map { $0.item("", size: 64) })</ul>
        <ul class="cards small">\(pair.otherFaces.map { $0.item("", size: 64) })</ul></div></li>

        """
    }
    return """
      <p>These share so many photographs that they are probably one person under two names;\
       <code>--merge-probable</code> gives them one label.\(some)</p>
      <ul class="probable">\(pairs)</ul>
      """
  }

  private var absent: HTML {
    let groups = contents.absent.filter { $0.count > 0 }
    if groups.isEmpty { return "<p>Everybody who has a face is in the dataset.</p>" }
    return "\(groups.map(Self.group))"
  }

  private static func group(_ group: ReportContents.AbsentGroup) -> HTML {
    let names = group.people.map { person -> HTML in
      """
      <li><bdi>\(person.name.shown(FaceCard.nameLimit))</bdi>\
       <span class="note">\(person.faces)</span></li>
      """
    }
    let rest: HTML? =
      group.people.count < group.count
      ? "<p class=\"note\">and \(group.count - group.people.count) more</p>" : nil
    return """
      <h3>\(group.title) <span class="note">\(group.count)</span></h3>
      <ul class="names">\(names)</ul>\(rest)

      """
  }

  private var sources: HTML {
    """
    \(SourceSummary.table(contents.sources))\
    \(contents.sources.count > 1 ? contents.sources.map(\.section) : [])
    """
  }

  private var options: HTML {
    let rows = contents.options.map { name, value -> HTML in
      #"<tr><th scope="row"><code>\#(name)</code></th><td>\#(value)</td></tr>"#
    }
    return """
      <div class="scroll"><table class="options"><thead><tr><th scope="col">what</th>\
      <th scope="col">value</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  // MARK: Parts

  /// Data for the script. No text in it ends the element, because no text has a `<`: byte by byte,
  /// because a `<` may be one character with what is before it.
  private static func data(_ id: HTML, _ value: JSONValue) -> HTML {
    let line = value.line
    var json: [UInt8] = []
    json.reserveCapacity(line.utf8.count)
    for byte in line.utf8 {
      if byte == UInt8(ascii: "<") { json += "\\u003c".utf8 } else { json.append(byte) }
    }
    let text = HTML(trusted: String(decoding: json, as: UTF8.self))
    return #"<script type="application/json" id="\#(id)">\#(text)</script>"#
  }

  /// Lets a browser run this script and no other, and load nothing from anywhere.
  private static func policy(for script: String) -> String {
    let digest = Data(SHA256.bytes(of: Array(script.utf8))).base64EncodedString()
    return
      "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; script-src"
      + " 'sha256-\(digest)'; base-uri 'none'; form-action 'none'"
  }

  private static func asset(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

import Align
import Crawl
import Foundation
import Shard
import TestSupport
import Testing

@testable import Job

@Suite("A dataset's report")
struct ReportTests {
  private let painted: PaintedDataset

  init() throws {
    painted = try PaintedDataset.shared.get()
  }

  /// Runs a script to which `page` is what a page's script would read, and `text` all of it.
  private static func read(_ page: String, _ dataset: String, _ script: String) throws -> String {
    let preamble = """
      import base64, json, re, sqlite3, struct, sys
      text = open(sys.argv[1], encoding="utf-8").read()
      dataset = sys.argv[2]

      def data(name):
        begin = text.index(f'id="{name}">') + len(f'id="{name}">')
        return json.loads(text[begin:text.index("</script>", begin)])

      pictures, people = data("picture-data"), data("people-data")
      def jpeg(number):
        head, body = pictures["bodies"][number].split(" ")
        return base64.b64decode(pictures["heads"][int(head)]) + base64.b64decode(body)

      """
    return try Python.system.output(of: preamble + script, [page, dataset])
  }

  private func report(
    of dataset: String, _ identities: [String] = [], limit: Int? = nil
  ) throws -> (folder: TemporaryFolder, page: String) {
    let folder = try TemporaryFolder()
    let page = folder("page.html")
    var job = ReportJob(
      of: dataset, to: page, identities: identities.map { TreePath(Array($0.utf8)) })
    if let limit { job.limit = limit }
    _ = try job.run()
    return (folder, page)
  }

  @Test("lies beside the dataset after a run, and is what is made of it later")
  func beside() throws {
    let (folder, page) = try report(of: painted.output)
    defer { withExtendedLifetime(folder) {} }
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: page))
        == painted.written.bytes(of: ReportJob.fileName))
  }

  @Test("has everybody with all faces, and says of each what the catalog says")
  func people() throws {
    let result = try Self.read(
      "\(painted.output)/report.html", painted.output,
      #"""
      catalog = sqlite3.connect(f"file:{dataset}/catalog.sqlite?mode=ro", uri=True)
      rows = catalog.execute("""
        SELECT identity, path, coalesce(fate, ''), "right" - "left" + 1, round(score, 3), outcome
        FROM images LEFT JOIN faces ON image = images.id WHERE identity IS NOT NULL""").fetchall()
      def printable(text):
        return re.sub(r"[\x00-\x1f]", lambda match: "\\u{%x}" % ord(match[0]), text)
      assert {p[0] for p in people["people"]} == {r[0] for r in rows}
      for name, source, kept, left, rejected, score, sharpness, remark, picture, faces in people["people"]:
        own = [r for r in rows if r[0] == name]
        assert kept == sum(r[2] == "kept" for r in own)
        assert rejected == sum(r[5] == "rejected" for r in own)
        assert abs(score - min(r[4] for r in own if r[2] == "kept")) < 0.0051, (score, own)
        shown = sorted((f[2], f[4], f[5], f[6]) for f in faces)
        noted = sorted((printable(r[1]), r[2], r[3], r[4]) for r in own if r[2])
        assert [s[:3] for s in shown] == [n[:3] for n in noted], (shown, noted)
        assert all(abs(s[3] - n[3]) < 0.0011 for s, n in zip(shown, noted)), (shown, noted)
        for face in faces:
          assert jpeg(face[0])[:2] == b"\xff\xd8" and jpeg(face[0])[-2:] == b"\xff\xd9"
      print(len(people["people"]))
      """#)
    #expect(result == "3\n")
  }

  @Test("shows faces as they are in the shards")
  func faces() throws {
    let page = try String(
      decoding: painted.written.bytes(of: ReportJob.fileName), as: UTF8.self)
    let first = try #require(page.firstMatch(of: /data-place="(shards[^,]*), row (\d+)">/))
    let number = try #require(
      page[first.range.upperBound...].firstMatch(of: /data-picture="(\d+)"/))
    let encoded = try Self.read(
      "\(painted.output)/report.html", painted.output,
      "print(base64.b64encode(jpeg(\(number.output.1))).decode())")
    let jpeg = try #require(Data(base64Encoded: encoded.trimmingCharacters(in: .newlines)))
    let shown = try ImageDecoder().decode(Array(jpeg)).image
    let row = try ShardReader("\(painted.output)/\(first.output.1)", size: 96)
      .face(try #require(Int(first.output.2)))
    #expect(shown.width == 96 && shown.height == 96)
    let difference = zip(shown.rgb, row).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    #expect(difference < 6 * row.count)
  }

  @Test("shows what gave no face, with pictures of what could be decoded")
  func rejected() throws {
    let result = try Self.read(
      "\(painted.output)/report.html", painted.output,
      #"""
      section = text[text.index('<section id="rejected"'):text.index('<section id="duplicates"')]
      catalog = sqlite3.connect(f"file:{dataset}/catalog.sqlite?mode=ro", uri=True)
      for path, reason in catalog.execute("SELECT path, reason FROM images WHERE outcome = 'rejected'"):
        assert f"<bdi>{path}</bdi>" in section and f'id="reason-{reason}"' in section, path
      numbers = [int(n) for n in re.findall(r'data-picture="(\d+)"', section)]
      stored = [row[0] for row in catalog.execute("SELECT jpeg FROM thumbnails")]
      print([jpeg(n) for n in numbers] == stored, len(stored))
      """#)
    #expect(result == "True 1\n")
  }

  @Test("keeps to the size that it may have, with smaller pictures and fewer faces")
  func limit() throws {
    let (folder, page) = try report(of: painted.output, limit: 150_000)
    defer { withExtendedLifetime(folder) {} }
    let size = try Data(contentsOf: URL(fileURLWithPath: page)).count
    let whole = try painted.written.bytes(of: ReportJob.fileName).count
    #expect(size < whole)
    let result = try Self.read(
      page, painted.output,
      #"""
      print(len(people["people"]), all(p[8] is None or jpeg(p[8]) for p in people["people"]),
            sum(len(p[9]) for p in people["people"]) < sum(p[2] + p[3] for p in people["people"]))
      """#)
    #expect(result == "3 True True\n")
  }

  @Test("has all faces of a person who is asked for, by name or as the folder is called")
  func identity() throws {
    let name = try #require(try painted.written.identities().last).identity
    let (folder, page) = try report(of: painted.output, [name])
    defer { withExtendedLifetime(folder) {} }
    let result = try Self.read(
      page, painted.output,
      "p = people['people'][0]; print(p[0], len(p[9]) == p[2] + p[3])")
    #expect(result == "\(name) True\n")
  }

  @Test("of somebody who is not there says who is meant, perhaps")
  func nobody() throws {
    let name = try #require(try painted.written.identities().first).identity
    do {
      _ = try report(of: painted.output, [String(name.prefix(3)).lowercased()])
      Issue.record("a report of nobody")
    } catch let error as JobError {
      #expect("\(error)".contains("nobody has the name"))
      #expect("\(error)".contains("did you mean '\(name)'"))
    }
  }

  @Test("takes people's and files' names for what they are: text")
  func hostile() throws {
    let folder = try TemporaryFolder()
    let name = "<script>alert(\"&'\u{1B}[31m\u{202E}"
    try folder.paint("raw/\(name)/<img src=x onerror=alert(1)>.jpg", "raw/Bob/1.jpg")
    try folder.write(Array("<b>".utf8), to: "raw/\(name)/</title>")
    try TestRun()(folder("raw"), to: folder("out"))
    let result = try Self.read(
      folder("out/report.html"), folder("out"),
      #"""
      assert "<script>alert" not in text and "<img src=x" not in text
      assert "\x1b" not in text and "\u202e" not in text
      print(sorted(p[0] for p in people["people"]))
      """#)
    #expect(
      result == #"""
        ['<script>alert("&\'\\u{1b}[31m\\u{202e}', 'Bob']

        """#)
  }

  @Test("is not written where it is not wanted, and an older one does not stay")
  func unwanted() throws {
    let folder = try TemporaryFolder()
    try folder.paint("raw/Ann/1.jpg")
    let (raw, out) = (folder("raw"), folder("out"))
    try TestRun(writesReport: false)(raw, to: out)
    #expect(!FileManager.default.fileExists(atPath: "\(out)/report.html"))
    // The dataset stays as it is, and its report is missing.
    #expect(try TestRun()(raw, to: out).work.isUnchanged)
    #expect(FileManager.default.fileExists(atPath: "\(out)/report.html"))
    try folder.paint("raw/Ann/2.jpg")
    try TestRun(writesReport: false)(raw, to: out)
    #expect(!FileManager.default.fileExists(atPath: "\(out)/report.html"))
  }

  @Test("is of the dataset that it lies beside")
  func replaced() throws {
    let folder = try TemporaryFolder()
    try folder.paint("raw/Ann/1.jpg")
    try TestRun()(folder("raw"), to: folder("out"))
    let before = try WrittenDataset(folder("out")).bytes(of: "report.html")
    try folder.paint("raw/Zoe/1.jpg")
    try TestRun()(folder("raw"), to: folder("out"))
    let after = try WrittenDataset(folder("out")).bytes(of: "report.html")
    #expect(before != after && String(decoding: after, as: UTF8.self).contains("Zoe"))
  }

  @Test("gives way to one of the dataset that is there, if it is another's")
  func stale() throws {
    let folder = try TemporaryFolder()
    try folder.paint("raw/Ann/1.jpg")
    try TestRun()(folder("raw"), to: folder("out"))
    let own = try WrittenDataset(folder("out")).bytes(of: "report.html")
    try FileManager.default.removeItem(atPath: folder("out/report.html"))
    try FileManager.default.copyItem(
      atPath: "\(painted.output)/report.html", toPath: folder("out/report.html"))
    #expect(try TestRun()(folder("raw"), to: folder("out")).work.isUnchanged)
    #expect(try WrittenDataset(folder("out")).bytes(of: "report.html") == own)
  }

  @Test("is made whatever a tree or a file is called")
  func combining() throws {
    let folder = try TemporaryFolder()
    // Equal as texts and not as names; and a letter that makes one character with what follows it.
    let joining = "\u{0D4E}"
    for tree in ["\u{E9}", "e\u{301}"] {
      try folder.paint("\(tree)/Ann/1.jpg", "\(tree)/Ann/2.jpg")
      try folder.paint("\(tree)/A\(joining)</script>\(joining)<b>.jpg")
    }
    try folder.paint("\u{E9}/Bob\(joining)</script>\(joining)<b>.jpg")
    var run = TestRun()
    run.selection.duplicates = .near
    try run([folder("\u{E9}"), folder("e\u{301}")], to: folder("out"))
    let result = try Self.read(
      folder("out/report.html"), folder("out"),
      "print(len(people['people']) > 2, '<b>' in text, text.count('</script>'))")
    #expect(result == "True False 3\n")
  }

  @Test("keeps to its size whatever long names it has")
  func longNames() throws {
    let folder = try TemporaryFolder()
    // One character of 250 bytes, and folders of it.
    let long = "e" + String(repeating: "\u{200D}", count: 83)
    for person in 0..<20 {
      try folder.paint("raw/\(person)\(long.dropFirst())/\(long)/\(long)/\(long)/1.jpg")
    }
    try TestRun()(folder("raw"), to: folder("out"))
    #expect(try WrittenDataset(folder("out")).bytes(of: "report.html").count < 500_000)
  }

  @Test("does not call people lost who were joined to others, and names those who are left out")
  func joined() throws {
    let folder = try TemporaryFolder()
    for tree in ["one", "two"] {
      for shot in 0..<2 {
        try folder.write(
          try PaintedPhotograph.of(person: 0, shot: shot), to: "\(tree)/Ann/\(shot).jpg")
      }
    }
    try folder.write(try PaintedPhotograph.of(person: 1, shot: 0), to: "two/Bob/1.jpg")
    var run = TestRun()
    run.selection.duplicates = .near
    run.selection.leastImages = 2
    try run([folder("one"), folder("two")], to: folder("out"))
    let result = try Self.read(
      folder("out/report.html"), folder("out"),
      #"""
      section = text[text.index('<section id="absent"'):text.index('<section id="sources"')]
      print(re.findall(r"<li><bdi>(.*?)</bdi>", section), "no face in the dataset" in text)
      """#)
    #expect(result == "['Bob'] False\n")
    #expect(
      try String(contentsOfFile: folder("out/pruned.jsonl"), encoding: .utf8)
        .contains(#""identity":"Bob","name":"Bob","#))
  }

  @Test("shows people who are probably one, conflicts and duplicates with both faces")
  func pairs() throws {
    let folder = try TemporaryFolder()
    let people = (0..<3).map { "P\($0)" }
    for (index, name) in people.enumerated() {
      for image in 0..<3 {
        try folder.write(
          try PaintedPhotograph.of(person: index, shot: image), to: "raw/\(name)/\(image).jpg")
      }
    }
    for image in 0..<3 {
      try folder.write(
        try PaintedPhotograph.of(person: 0, shot: image), to: "raw/Also P0/\(image).jpg")
    }
    try folder.write(try PaintedPhotograph.of(person: 1, shot: 0), to: "raw/P1/copy.jpg")
    var run = TestRun()
    run.selection.duplicates = .near
    run.selection.conflicts = .first
    try run(folder("raw"), to: folder("out"))
    let result = try Self.read(
      folder("out/report.html"), folder("out"),
      #"""
      def section(name):
        begin = text.index(f'<section id="{name}"')
        return text[begin:text.index("<section id=", begin + 1)]
      def pairs(name):
        return re.findall(r'data-path="([^"]*)"[\s\S]*?data-path="([^"]*)"', section(name))
      print([sorted(pair) for pair in pairs("duplicates")])
      print(sorted(sorted(pair) for pair in pairs("conflicts")))
      print(re.findall(r"<bdi>(.*?)</bdi> and <bdi>(.*?)</bdi>", section("probable")))
      """#)
    #expect(
      result == """
        [['P1/0.jpg', 'P1/copy.jpg']]
        [['Also P0/0.jpg', 'P0/0.jpg'], ['Also P0/1.jpg', 'P0/1.jpg'], \
        ['Also P0/2.jpg', 'P0/2.jpg']]
        [('Also P0', 'P0')]

        """)
  }

  @Test("of a folder without a dataset, or a damaged one, says what is wrong")
  func damaged() throws {
    let folder = try TemporaryFolder()
    #expect(throws: JobError.self) { try ReportJob(of: folder("nowhere")).run() }
    let copy = try PaintedDataset.copy(into: folder)
    try FileManager.default.removeItem(atPath: "\(copy)/catalog.sqlite")
    #expect(throws: JobError.self) { try ReportJob(of: copy).run() }
    try folder.write([1, 2, 3], to: "aligned/catalog.sqlite")
    #expect(throws: JobError.self) { try ReportJob(of: copy).run() }
  }

  @Test("that cannot be written leaves the one that is there, and nothing beside it")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    let copy = try PaintedDataset.copy(into: folder)
    try FileManager.default.createDirectory(
      atPath: folder("page.html"), withIntermediateDirectories: true)
    #expect(throws: JobError.self) { try ReportJob(of: copy, to: folder("page.html")).run() }
    #expect(throws: JobError.self) { try ReportJob(of: copy, to: folder("no/page.html")).run() }
    let interruption = Interruption()
    interruption.request()
    #expect(throws: JobError.self) {
      try ReportJob(of: copy, to: folder("other.html"), interruption: interruption).run()
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        == ["aligned", "page.html"])
  }
}

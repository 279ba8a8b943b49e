import Align
import Crawl
import Foundation
import Names
import Sample
import Select
import Shard
import TestSupport
import Testing

@testable import Job

@Suite("A run of several trees")
struct SeveralTreesTests {
  private let folder: TemporaryFolder
  private var run = TestRun()

  init() throws {
    folder = try TemporaryFolder()
    try folder.paint(
      "one/Ann_A/1.jpg", "one/Bob/1.jpg", "two/ANN A/1.jpg", "two/Zed/1.jpg", "two/Zed/2.jpg")
  }

  private var trees: [String] { [folder("one"), folder("two")] }
  private var output: String { folder("aligned") }
  private var dataset: WrittenDataset { WrittenDataset(output) }

  private func faults() throws -> [String] {
    var faults: [String] = []
    _ = try Verification(folder: output) { faults.append($0.description) }.run()
    return faults
  }

  @Test("gives people of the same name one label, and says how they matched")
  func merged() throws {
    try run(trees, to: output)
    #expect(
      try dataset.faces().map { "\($0.label) \($0.source)/\($0.path)" } == [
        "0 one/Ann_A/1.jpg", "0 two/ANN A/1.jpg", "1 one/Bob/1.jpg", "2 two/Zed/1.jpg",
        "2 two/Zed/2.jpg",
      ])
    let ann = try dataset.identities()[0]
    #expect(ann.identity == "Ann_A" && ann.source == "one" && ann.faces == 2)
    #expect(ann.merged.map(\.identity) == ["ANN A"] && ann.merged.map(\.source) == ["two"])
    #expect(ann.merged.map(\.how) == ["exact"] && ann.merged.map(\.matched) == ["Ann_A"])
    #expect(try faults() == [])
  }

  @Test("is a run of one that goes on with another, and of none less")
  func added() throws {
    try run(trees[0], to: output)
    let summary = try run(trees, to: output)
    #expect(summary.work.reused == 2 && summary.work.done == 3)
    let together = try dataset.files()
    try run(trees, to: folder("fresh"))
    #expect(try WrittenDataset(folder("fresh")).files() == together)
    let error = try run.failure(trees[1], to: output)?.description
    #expect(
      error
        == "\(output): holds a dataset with faces of 'one', which is not among this run's raw trees"
        + " ('two'; one that was renamed keeps its name as NAME=FOLDER); add --overwrite to align everything"
        + " anew, or name another folder")
    #expect(try dataset.files() == together)
  }

  @Test("has another order when the trees have, and aligns nothing for that")
  func reordered() throws {
    try run(trees, to: output)
    var other = run
    other.server = try ForkServer(WorkerProgram(path: "/bin/true", arguments: []))
    try other(trees.reversed(), to: output)
    #expect(
      try dataset.faces().map { "\($0.label) \($0.source)/\($0.path)" } == [
        "0 two/ANN A/1.jpg", "0 one/Ann_A/1.jpg", "1 two/Zed/1.jpg", "1 two/Zed/2.jpg",
        "2 one/Bob/1.jpg",
      ])
    #expect(try faults() == [])
    #expect(try other(trees.reversed(), to: output).work.isUnchanged)
  }

  @Test("of which one lies in another, or is given twice, is refused")
  func nested() throws {
    let error = try run.failure(folder("one"), folder("one/Bob"), to: output)?.description
    #expect(
      error == "\(folder("one/Bob")): lies in \(folder("one")), which is given too; give each"
        + " photograph once")
  }

  @Test("of which one gives no face says so")
  func faceless() throws {
    try folder.write([], to: "none/Ann/1.jpg")
    var notes: [String] = []
    var run = run
    run.report = { if case .note(let note) = $0 { notes.append(note) } }
    try run(folder("one"), folder("none"), to: output)
    #expect(
      notes == ["\(folder("none")): no file gave a face (1 not_an_image); rejected.jsonl says why"])
  }

  @Test("of one name is refused")
  func sameName() throws {
    try folder.paint("other/one/Cy/1.jpg")
    let error = try run.failure(folder("one"), folder("other/one"), to: output)?.description
    #expect(error == "two raw trees are called 'one'; name one of them otherwise, as NAME=FOLDER")
  }

  @Test("is refused where one of them is empty, or away")
  func empty() throws {
    try run(trees, to: output)
    let before = try dataset.files()
    try FileManager.default.removeItem(atPath: folder("two"))
    try FileManager.default.createDirectory(
      atPath: folder("two"), withIntermediateDirectories: false)
    #expect(
      try run.failure(folder("one"), folder("two"), to: output)?.description
        .hasPrefix("\(folder("two")): the folder holds no files") == true)
    try folder.write([], to: "two/stray")
    #expect(
      try run.failure(folder("one"), folder("two"), to: output)?.description
        .hasPrefix("\(folder("two")): holds none of the photographs") == true)
    #expect(try dataset.files() == before)
  }
}

@Suite("A tree with metadata")
struct MetadataRunTests {
  private let folder: TemporaryFolder
  private var run = TestRun()
  /// A photograph of two people, and the boxes of their faces.
  private let couple: PixelImage
  private let boxes: [Box]

  init() throws {
    folder = try TemporaryFolder()
    couple = Painter.paint(Person(seed: 4), beside: Person(seed: 5), Shot(seed: 6)).image
    let detector = try FaceDetector(try DetectorModel())
    boxes = try detector.faces(in: couple, upsample: 1).map(\.box).sorted { $0.left < $1.left }
    try #require(boxes.count == 2)
    let portrait = Painter.paint(Person(seed: 1), Shot(seed: 2)).image
    try folder.write(try couple.png(), to: "raw/actors/images/Al_Left/Al_Left_1.png")
    try folder.write(try couple.png(), to: "raw/actresses/images/Bea_Right/Bea_Right_2.png")
    try folder.write(try portrait.png(), to: "raw/actors/images/Cy_Own/Cy_Own_3.png")
    try folder.write(try portrait.png(), to: "raw/actors/faces/Cy_Own/Cy_Own_3_3.png")
    let box = try #require(try detector.faces(in: portrait, upsample: 1).first?.box)
    try list("actors", [row("Al Left", 1, boxes[0], couple), row("Cy Own", 3, box, portrait)])
    try list("actresses", [row("Bea Right", 2, boxes[1], couple)])
  }

  private func row(_ name: String, _ id: Int, _ box: Box, _ image: PixelImage) throws -> String {
    let sha256 = SHA256.hexadecimal(of: try image.png())
    return "\(name)\t\(id)\t\(id + 500)\thttp://example.org/\t\(box.left),\(box.top),\(box.right),"
      + "\(box.bottom)\t\(sha256)"
  }

  private func list(_ group: String, _ rows: [String]) throws {
    let text = rows.map { $0 + "\n" }.joined()
    try folder.write(Array(text.utf8), to: "raw/facescrub_\(group).txt")
  }

  private var output: String { folder("aligned") }
  private var dataset: WrittenDataset { WrittenDataset(output) }

  private func reasons() throws -> [String: String] {
    try Dictionary(
      dataset.rejected().map { ($0.path, $0.reason) }, uniquingKeysWith: { $1 })
  }

  @Test("gives each of two people in one photograph their own face, and no conflict")
  func twoPeople() throws {
    var run = run
    run.selection = SelectionSettings()
    let summary = try run(folder("raw"), to: output)
    let faces = try dataset.faces()
    #expect(faces.map(\.identity) == ["Al_Left", "Cy_Own", "Bea_Right"])
    #expect(faces[0].box == [boxes[0].left, boxes[0].top, boxes[0].right, boxes[0].bottom])
    #expect(faces[2].box == [boxes[1].left, boxes[1].top, boxes[1].right, boxes[1].bottom])
    #expect(faces.map(\.face_id) == ["501", "503", "502"])
    #expect(try dataset.identities().map(\.name) == ["Al Left", "Cy Own", "Bea Right"])
    #expect(summary.counts.duplicates == 0)
    #expect(
      try reasons() == [
        "facescrub_actors.txt": "metadata", "facescrub_actresses.txt": "metadata",
        "actors/faces/Cy_Own/Cy_Own_3_3.png": "not_in_layout",
      ])
  }

  @Test("names swapped files, what they are, and takes them where files are trusted")
  func swapped() throws {
    try folder.write(
      try folder.read("raw/actors/images/Cy_Own/Cy_Own_3.png"),
      to: "raw/actors/images/Al_Left/Al_Left_1.png")
    try run(folder("raw"), to: output)
    let wrong = try #require(try dataset.rejected().first { $0.reason == "wrong_file" })
    #expect(wrong.path == "actors/images/Al_Left/Al_Left_1.png" && wrong.face_id == "501")
    #expect(
      wrong.detail.hasSuffix(
        "(--trust-files takes it); it is the file that belongs at actors/images/Cy_Own/Cy_Own_3.*"))
    var trusting = run
    trusting.trustsFiles = true
    let summary = try trusting(folder("raw"), to: output)
    #expect(summary.work.done == 1)
    #expect(try reasons()["actors/images/Al_Left/Al_Left_1.png"] != "wrong_file")
    #expect(try run(folder("raw"), to: output).work.done <= 1)
    #expect(try reasons()["actors/images/Al_Left/Al_Left_1.png"] == "wrong_file")
  }

  @Test("gives what a fresh run gives where a file is too large and wrong as well")
  func largeAndWrong() throws {
    try folder.write(
      try Painter.landscape(seed: 1, width: 400, height: 400).png(),
      to: "raw/actors/images/Cy_Own/Cy_Own_3.png")
    var run = run
    run.align = AlignSettings(maxPixels: 100_000)
    run.trustsFiles = true
    try run(folder("raw"), to: output)
    #expect(try reasons()["actors/images/Cy_Own/Cy_Own_3.png"] == "too_large")
    run.trustsFiles = false
    try run(folder("raw"), to: output)
    #expect(try reasons()["actors/images/Cy_Own/Cy_Own_3.png"] == "wrong_file")
  }

  @Test("lists rows without a file and files without a row, in any layout's rule")
  func unmatched() throws {
    var run = run
    try FileManager.default.removeItem(atPath: folder("raw/actors/images/Cy_Own"))
    try folder.write(try couple.png(), to: "raw/actors/images/Al_Left/Al_Left_9.png")
    for face in [nil, FaceChoice.largest] {
      run.face = face
      let summary = try run(folder("raw"), to: output)
      #expect(summary.counts.rowsWithoutFile == 1 && summary.counts.filesWithoutRow == 1)
      let lines = try dataset.leftOut("unmatched")
      #expect(
        lines.map(\.path) == [
          "actors/images/Al_Left/Al_Left_9.png", "actors/images/Cy_Own/Cy_Own_3.*",
        ])
      #expect(lines.map(\.line) == [nil, 2] && lines.map(\.face_id) == [nil, "503"])
      let reason = try reasons()["actors/images/Al_Left/Al_Left_9.png"]
      #expect(reason == (face == nil ? "not_in_metadata" : nil))
    }
  }

  @Test("rejects each face that metadata has no box for")
  func noBoxes() throws {
    try list("actresses", [701, 702].map { "Bea Right\t2\t\($0)\thttp://example.org/\t\t" })
    let summary = try run(folder("raw"), to: output)
    #expect(summary.counts.rejected["not_in_metadata"] == 2)
    let lines = try dataset.rejected().filter { $0.reason == "not_in_metadata" }
    #expect(lines.map(\.face_id) == ["701", "702"])
    #expect(try run(folder("raw"), to: output).work.isUnchanged)
  }

  @Test("has other names when its layout says so, as a fresh run does")
  func otherLayout() throws {
    let json = { (name: String) in
      """
      {"layout": "mine", "description": "x", "images": "*/images/{identity}/*", "metadata": [
        {"file": "facescrub_actors.txt", "format": "tsv",
         "columns": ["who", "id", "face", "url", "box", "sha"],
         "image": "actors/images/{who}/{who}_{id}.*", "blanks": "_", "name": "\(name)"}]}
      """
    }
    var run = run
    run.layout = try Layout(json: Array(json("who").utf8), source: "mine.json")
    try run(folder("raw"), to: output)
    #expect(try dataset.identities()[0].name == "Al Left")
    run.layout = try Layout(json: Array(json("id").utf8), source: "mine.json")
    try run(folder("raw"), to: output)
    #expect(try dataset.identities()[0].name == "1")
  }

  @Test("gives a face for each row that a file has, and accounts for each")
  func severalRows() throws {
    let far = Box(left: 0, top: 0, right: 20, bottom: 20)
    try list(
      "actresses",
      [
        row("Bea Right", 2, boxes[1], couple), row("Bea Right", 2, boxes[0], couple),
        row("Bea Right", 2, far, couple),
      ].enumerated().map { $1.replacingOccurrences(of: "\t502\t", with: "\t\(700 + $0)\t") })
    let summary = try run(folder("raw"), to: output)
    #expect(summary.counts.found == 8)
    let faces = try dataset.faces().filter { $0.identity == "Bea_Right" }
    #expect(faces.map(\.face_id) == ["700", "701"])
    #expect(faces.map { $0.box[0] } == [boxes[1].left, boxes[0].left])
    let rejected = try dataset.rejected().first { $0.reason == "labelled_face_not_found" }
    #expect(rejected?.face_id == "702")
    var faults: [String] = []
    _ = try Verification(folder: output) { faults.append($0.description) }.run()
    #expect(faults == [])
  }

  @Test("looks again only at photographs where another rule may take another face")
  func otherRule() throws {
    var run = run
    try run(folder("raw"), to: output)
    run.face = .largest
    #expect(try run(folder("raw"), to: output).work.done == 2)
    run.face = .only
    #expect(try run(folder("raw"), to: output).work.done == 2)
    #expect(try reasons()["actors/images/Al_Left/Al_Left_1.png"] == "several_faces")
    run.face = nil
    #expect(try run(folder("raw"), to: output).work.done == 2)
    let again = try dataset.files()
    try run(folder("raw"), to: folder("fresh"))
    #expect(try WrittenDataset(folder("fresh")).files() == again)
  }

  @Test("looks again at a photograph whose row has changed")
  func otherRow() throws {
    try run(folder("raw"), to: output)
    try list("actresses", [row("Bea Right", 2, boxes[0], couple)])
    // Both: the rivals of the other photograph's face are others too.
    #expect(try run(folder("raw"), to: output).work.done == 2)
    #expect(try run(folder("raw"), to: output).work.isUnchanged)
  }

  @Test("without its lists is refused, unless faces are taken by another rule")
  func noLists() throws {
    var run = run
    for group in ["actors", "actresses"] {
      try FileManager.default.removeItem(atPath: folder("raw/facescrub_\(group).txt"))
    }
    run.layout = try Layout.named("facescrub")
    #expect(
      try run.failure(folder("raw"), to: output)?.description
        == "\(folder("raw")): holds none of the files that label faces (facescrub_actors.txt,"
        + " facescrub_actresses.txt); put one there, or give --face largest, centre or only")
    run.face = .largest
    #expect(try run(folder("raw"), to: output).counts.kept == 3)
    run.layout = try Layout.named("folders")
    run.face = .labelled
    #expect(
      try run.failure(folder("raw"), to: folder("other"))?.description
        == "\(folder("raw")): the layout 'folders' has no metadata that labels faces; give --face"
        + " largest, centre or only, or a layout that has (--manifest)")
  }
}

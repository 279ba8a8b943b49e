import Align
import Crawl
import Foundation
import Sample
import Select
import Shard
import TestSupport
import Testing

@testable import Job

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
    run.align = AlignSettings(countsFaces: true)
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

  @Test("looks again at every face with another rule where it is not known of how many it was")
  func otherRuleOfOne() throws {
    let first = try run(folder("raw"), to: output)
    var run = run
    run.face = .largest
    #expect(try run(folder("raw"), to: output).work.done == first.counts.aligned)
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

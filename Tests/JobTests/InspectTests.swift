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

@Suite("An inspection")
struct InspectTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func inspect(
    _ image: String, in dataset: String? = nil, settings: InspectSettings = InspectSettings()
  ) throws(InspectError) -> Inspection {
    try InspectJob(of: Array(image.utf8), in: dataset, settings: settings).run()
  }

  private func account(
    _ image: String, in dataset: String, entry: Int = 1
  ) throws -> DatasetAccount {
    let settings = InspectSettings(entry: entry)
    return try #require(try inspect(image, in: dataset, settings: settings).dataset)
  }

  /// Judges the JSON by its schema, which must describe every key, as docs/formats.md must.
  private func judge(_ inspections: [Inspection]) throws {
    let schema = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../manifests/schemas/inspect.schema.json").standardizedFileURL.path
    let lines = inspections.map { $0.json.line + "\n" }.joined()
    try folder.write(Array(lines.utf8), to: "inspections.jsonl")
    let script = """
      import json, re, sys
      from jsonschema import Draft202012Validator
      schema = json.load(open(sys.argv[1]))
      Draft202012Validator.check_schema(schema)
      def keys(schema):
        for key, value in schema.get("properties", {}).items():
          yield key
          yield from keys(value)
        for part in list(schema.get("$defs", {}).values()) + schema.get("anyOf", []):
          yield from keys(part)
        if isinstance(schema.get("items"), dict):
          yield from keys(schema["items"])
      def used(value):
        if isinstance(value, dict):
          for key, inner in value.items():
            yield key
            if key != "line":
              yield from used(inner)
        if isinstance(value, list):
          for inner in value:
            yield from used(inner)
      text = open(re.sub("manifests/schemas/.*", "docs/formats.md", sys.argv[1])).read()
      for key in keys(schema):
        assert f"`{key}`" in text, key
      for line in open(sys.argv[2], newline="\\n"):
        value = json.loads(line)
        errors = [error.message for error in Draft202012Validator(schema).iter_errors(value)]
        assert not errors, errors
        assert set(used(value)) <= set(keys(schema)), set(used(value)) - set(keys(schema))
      """
    _ = try Python.system.output(of: script, [schema, folder("inspections.jsonl")])
  }

  @Test("of every file of a painted tree says what the run said of it")
  func painted() throws {
    let painted = try PaintedDataset.shared.get()
    let written = painted.written
    let faces = Dictionary(uniqueKeysWithValues: try written.faces().map { ($0.path, $0) })
    let rejected = Dictionary(
      uniqueKeysWithValues: try written.rejected().map { ($0.path, $0) })
    var inspections: [Inspection] = []
    for image in painted.truth {
      let inspection = try inspect("\(painted.raw)/\(image.path)", in: painted.output)
      let account = try #require(inspection.dataset)
      let shown = try #require(account.shown)
      let entry = account.entries[shown]
      #expect(entry.reference.path == image.path && entry.identity == image.identity)
      #expect(account.differences == [] && account.notes == [] && !account.isUnfinished)
      if let face = faces[image.path] {
        guard case .kept(let row, nil) = entry.fate else {
          Issue.record("\(image.path): \(entry.explanation)")
          continue
        }
        #expect(row.shard == face.shard && row.row == face.row && row.label == face.label)
        #expect(row.name == face.identity && row.split == "train")
        let box = try #require(inspection.examination.face).detection.box
        #expect([box.left, box.top, box.right, box.bottom] == face.box)
        let pixels = try ShardReader("\(painted.output)/\(face.shard)", size: 96).face(face.row)
        #expect(inspection.examination.face?.image.rgb == pixels)
        #expect(inspection.pixelsSHA256 == SHA256.hexadecimal(of: pixels))
        #expect(inspection.sha256 == face.sha256)
        #expect(account.found == .digest)
      } else {
        let line = try #require(rejected[image.path])
        #expect(inspection.examination.rejection?.reason == line.reason)
        #expect(inspection.examination.rejection?.detail == line.detail)
        #expect(entry.explanation == "rejected as \(line.reason): \(line.detail)")
        #expect(inspection.transform == nil && inspection.pixelsSHA256 == nil)
      }
      inspections.append(inspection)
    }
    #expect(inspections.count == faces.count + rejected.count)
    try judge(inspections)
  }

  @Test("says of each face that was left out why, and of whom")
  func leftOut() throws {
    let ann = Painter.paint(Person(seed: 1), Shot(seed: 2)).image
    let other = Painter.paint(Person(seed: 1), Shot(seed: 5)).image
    let bob = Painter.paint(Person(seed: 9), Shot(seed: 3)).image
    let cleo = Painter.paint(Person(seed: 20), Shot(seed: 4)).image
    let dan = Painter.paint(Person(seed: 30), Shot(seed: 6)).image
    for (image, path) in [
      (ann, "Ann/1"), (ann, "Ann/copy"), (other, "Ann/2"), (other, "Bob/wrong"), (bob, "Bob/1"),
      (bob.turned, "Bob/2"), (cleo, "Cleo/1"), (dan, "Dan/1"), (dan.turned, "Dan/2"),
    ] {
      try folder.write(try image.png(), to: "raw/\(path).png")
    }
    var run = TestRun()
    run.selection = SelectionSettings()
    run.selection.leastImages = 2
    run.selection.excluded = [PersonName("Dan")]
    func explanations(_ rule: SelectionSettings.Conflicts) throws -> [String: String] {
      run.selection.conflicts = rule
      try run(folder("raw"), to: folder("aligned"))
      var explanations: [String: String] = [:]
      var inspections: [Inspection] = []
      for path in ["Ann/1", "Ann/copy", "Ann/2", "Bob/wrong", "Bob/1", "Cleo/1", "Dan/1"] {
        let inspection = try inspect(folder("raw/\(path).png"), in: folder("aligned"))
        inspections.append(inspection)
        explanations[path] = inspection.dataset?.entries.first?.explanation
      }
      try judge(inspections)
      return explanations
    }
    let drop = try explanations(.drop)
    #expect(
      drop["Ann/copy"]
        == "left out: the same photograph as Ann/1.png of raw, which stands for both (exact,"
        + " similarity 1.0)")
    #expect(
      drop["Ann/2"]
        == "left out: its photograph is under Bob too, as Bob/wrong.png of raw (exact, similarity"
        + " 1.0), and none of them is kept (--conflicts drop)")
    #expect(
      drop["Bob/wrong"]
        == "left out: its photograph is under Ann too, as Ann/2.png of raw (exact, similarity"
        + " 1.0), and none of them is kept (--conflicts drop)")
    #expect(
      drop["Cleo/1"]
        == "left out: its person has 1 face that is no duplicate, and --min-images asks for 2")
    #expect(
      drop["Dan/1"]
        == "left out: its person is on a list of --exclude-names: Dan is 'Dan' there (exact)")
    #expect(
      drop["Bob/1"]
        == "kept: row 0 of shards/train-00000-of-00001.npy, in train, with label 0 (Bob)")
    #expect(
      try explanations(.first)["Bob/wrong"]
        == "left out: its photograph is under Ann too, as Ann/2.png of raw (exact, similarity"
        + " 1.0), and Ann/2.png of raw is kept (--conflicts first)")
    #expect(
      try explanations(.keep)["Ann/2"]?.hasSuffix(
        ", in train, with label 0 (Ann), though its photograph is under Bob too, as Bob/wrong.png"
          + " of raw (--conflicts keep)") == true)
  }

  @Test("finds a photograph by its bytes wherever it lies, and the row of its own path first")
  func places() throws {
    let jpeg = try PaintedPhotograph.jpeg.get()
    for path in ["a/Ann/1.jpg", "b/Ann/1.jpg", "a/Zoe/9.jpg", "elsewhere/x.jpg"] {
      try folder.write(jpeg, to: path)
    }
    try TestRun()(folder("a"), folder("b"), to: folder("aligned"))
    func places(_ image: String, entry: Int = 1) throws -> [String] {
      let account = try account(folder(image), in: folder("aligned"), entry: entry)
      #expect(account.found == .digest && account.shown == entry - 1)
      return account.entries.map(\.reference.place)
    }
    #expect(
      try places("elsewhere/x.jpg") == [
        "Ann/1.jpg of a", "Zoe/9.jpg of a", "Ann/1.jpg of b",
      ])
    #expect(try places("a/Zoe/9.jpg").first == "Zoe/9.jpg of a")
    #expect(try places("a/./Ann/../Zoe//9.jpg").first == "Zoe/9.jpg of a")
    #expect(try places("b/Ann/1.jpg", entry: 3).first == "Ann/1.jpg of b")
    try FileManager.default.createSymbolicLink(
      atPath: folder("link.jpg"), withDestinationPath: "b/Ann/1.jpg")
    #expect(try places("link.jpg").first == "Ann/1.jpg of b")
    let error = #expect(throws: InspectError.self) {
      try account(folder("a/Ann/1.jpg"), in: folder("aligned"), entry: 4)
    }
    #expect(
      error?.description
        == "--entry 4: \(folder("aligned")) has 3 entries of \(folder("a/Ann/1.jpg")); give a number"
        + " up to that, or leave it out")
  }

  @Test("finds a photograph that has changed by its path, and says so; and knows a stranger")
  func changed() throws {
    try folder.paint("raw/Ann/1.jpg", "raw/Ann/2.jpg")
    try TestRun()(folder("raw"), to: folder("aligned"))
    let other = try Painter.paint(Person(seed: 9), Shot(seed: 3)).image.jpeg()
    try folder.write(other, to: "raw/Ann/2.jpg")
    let account = try account(folder("raw/Ann/2.jpg"), in: folder("aligned"))
    #expect(account.found == .path && account.entries.map(\.reference.path) == ["Ann/2.jpg"])
    #expect(account.notes.count == 1 && account.differences == [])
    #expect(
      account.notes.first?.hasPrefix(
        "the file has changed since the run read it: its SHA-256 was ") == true)
    try folder.write(other, to: "new/Bob/7.jpg")
    let inspection = try inspect(folder("new/Bob/7.jpg"), in: folder("aligned"))
    let stranger = try #require(inspection.dataset)
    #expect(stranger.found == .nowhere && stranger.entries.isEmpty && stranger.shown == nil)
    #expect(inspection.examination.face != nil)
    try judge([inspection])
  }

  @Test("tells which face was labelled, and of wrong files and boxes what the run said")
  func metadata() throws {
    let couple = Painter.paint(Person(seed: 4), beside: Person(seed: 5), Shot(seed: 6)).image
    let boxes = try FaceDetector(try DetectorModel()).faces(in: couple, upsample: 1).map(\.box)
      .sorted { $0.left < $1.left }
    try #require(boxes.count == 2)
    try folder.write(try couple.png(), to: "raw/actors/images/Al_Left/Al_Left_1.png")
    try folder.write(try couple.png(), to: "raw/actors/images/Bo_Nobody/Bo_Nobody_2.png")
    try folder.write(try couple.png(), to: "raw/actors/images/Cy_Wrong/Cy_Wrong_3.png")
    try folder.write(try couple.png(), to: "raw/actors/images/Di_Stranger/Di_Stranger_4.png")
    let sha256 = SHA256.hexadecimal(of: try couple.png())
    let nobody = Box(left: 0, top: 0, right: 20, bottom: 20)
    func row(_ name: String, _ id: Int, _ box: Box, _ sha256: String) -> String {
      "\(name)\t\(id)\t\(id + 500)\thttp://example.org/\t\(box.left),\(box.top),\(box.right),"
        + "\(box.bottom)\t\(sha256)\n"
    }
    let rows =
      row("Al Left", 1, boxes[0], sha256) + row("Bo Nobody", 2, nobody, sha256)
      + row("Cy Wrong", 3, boxes[0], String(repeating: "0", count: 64))
    try folder.write(Array(rows.utf8), to: "raw/facescrub_actors.txt")
    try folder.write([], to: "raw/facescrub_actresses.txt")
    try TestRun()(folder("raw"), to: folder("aligned"))
    func inspect(_ name: String) throws -> Inspection {
      let path = folder("raw/actors/images/\(name.dropLast(2))/\(name).png")
      let inspection = try self.inspect(path, in: folder("aligned"))
      #expect(inspection.dataset?.differences == [])
      return inspection
    }
    let left = try inspect("Al_Left_1")
    #expect(left.examination.face?.detection.box == boxes[0])
    let chosen = try #require(left.examination.chosen)
    #expect(left.examination.faces[chosen].why == "overlaps the labelled box by 1.00")
    #expect(left.dataset?.entries.first?.reference.faceID == "501")
    #expect(left.dataset?.entries.count == 3)
    let none = try inspect("Bo_Nobody_2")
    #expect(none.examination.rejection?.reason == "labelled_face_not_found")
    #expect(none.examination.faces.count == 2 && none.examination.chosen == nil)
    let wrong = try inspect("Cy_Wrong_3")
    #expect(wrong.examination.rejection?.reason == "wrong_file")
    #expect(wrong.examination.faces.count == 2)
    let stranger = try inspect("Di_Stranger_4")
    #expect(
      stranger.dataset?.notes
        == ["the run did not look for a face here; what is shown is the largest"])
    #expect(
      stranger.dataset?.entries.first?.explanation.hasPrefix("rejected as not_in_metadata") == true)
    try judge([left, none, wrong, stranger])
  }

  @Test("looks at what a run has done that is not done yet, with its settings")
  func unfinished() throws {
    try folder.paint("raw/Ann/1.jpg", "raw/Ann/2.jpg", "raw/Bob/3.jpg")
    var run = TestRun()
    run.align = AlignSettings(warp: FaceWarp(size: 64), upsample: 0)
    let interruption = Interruption()
    run.interruption = interruption
    run.report = { if case .aligning = $0 { interruption.request() } }
    #expect(try run.failure(folder("raw"), to: folder("aligned")) != nil)
    let inspection = try inspect(folder("raw/Bob/3.jpg"), in: folder("aligned"))
    let account = try #require(inspection.dataset)
    #expect(account.isUnfinished && account.differences == [])
    #expect(inspection.examination.settings.warp.size == 64)
    #expect(inspection.examination.settings.upsample == 0)
    let entry = try #require(account.entries.first)
    #expect(entry.identity == "Bob" && entry.reference.path == "Bob/3.jpg")
    switch entry.fate {
    case .aligned: #expect(entry.explanation.hasPrefix("it gave a face; the run is not done"))
    case .pending: #expect(entry.explanation == "the run has not come to it yet")
    default: Issue.record("\(entry.explanation)")
    }
    try judge([inspection])
  }

  @Test("says what is not as in the catalog, and that another model was used")
  func differences() throws {
    let output = try PaintedDataset.copy(into: folder)
    let database = try Database("\(output)/catalog.sqlite")
    let raw = try PaintedDataset.shared.get().raw
    try database.execute("UPDATE faces SET \"left\" = \"left\" + 1, pixels_sha256 = 'x'")
    #expect(
      try account("\(raw)/Ada_Umber/001.jpg", in: output).differences == ["box", "pixels"])
    try database.execute("UPDATE images SET outcome = 'rejected', reason = 'no_face'")
    try database.execute("DELETE FROM pixels; DELETE FROM faces")
    #expect(try account("\(raw)/Ada_Umber/001.jpg", in: output).differences == ["outcome"])
    try database.execute("UPDATE images SET reason = 'crashed'")
    #expect(try account("\(raw)/Ada_Umber/001.jpg", in: output).differences == [])
    var page = String(decoding: try folder.read("aligned/dataset.json"), as: UTF8.self)
    let digest = try #require(
      try PaintedDataset.shared.get().written.description()
        .models["shape_predictor_68_face_landmarks.dat"])
    page = page.replacing(digest, with: String(repeating: "a", count: 64))
      .replacing(VisionLibraries.versions[0], with: "dlib 18.0.0")
    try folder.write(Array(page.utf8), to: "aligned/dataset.json")
    let notes = try account("\(raw)/Ada_Umber/001.jpg", in: output).notes
    #expect(
      notes == [
        "the dataset was made with another model than shape_predictor_68_face_landmarks.dat of"
          + " SHA-256 \(digest.prefix(12))...: faces may differ",
        "the dataset was made with dlib 18.0.0, and this program has \(VisionLibraries.versions[0]):"
          + " faces may differ",
      ])
  }

  @Test(
    "of what cannot be read is an error that names it",
    arguments: [
      ("none.jpg", "the photograph cannot be read: No such file or directory"),
      ("raw", "the photograph cannot be read: it is not a regular file"),
      ("pipe", "the photograph cannot be read: it is not a regular file"),
      ("loop", "the photograph cannot be read: Too many levels of symbolic links"),
    ])
  func unreadable(image: String, problem: String) throws {
    try folder.write([], to: "raw/x")
    #expect(mkfifo(folder("pipe"), 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: folder("loop"), withDestinationPath: "loop")
    let error = #expect(throws: InspectError.self) { try inspect(folder(image)) }
    #expect(error?.description == "\(folder(image)): \(problem)")
  }

  @Test("of what is no dataset, or a damaged one, is an error that names it")
  func noDataset() throws {
    try folder.paint("a.jpg")
    func error(_ dataset: String) throws -> String? {
      #expect(throws: InspectError.self) {
        try inspect(folder("a.jpg"), in: folder(dataset))
      }?.description
    }
    #expect(
      try error("none")
        == "\(folder("none")): no dataset here, and no run that is making one (neither dataset.json"
        + " nor unfinished/catalog.sqlite is there); name the output folder of a run")
    let output = try PaintedDataset.copy(into: folder)
    let raw = try PaintedDataset.shared.get().raw
    try folder.write([], to: "aligned/identities.jsonl")
    let fault = #expect(throws: InspectError.self) {
      try inspect("\(raw)/Ada_Umber/001.jpg", in: output)
    }
    #expect(fault?.description.hasPrefix("\(output)/identities.jsonl: cannot be read: ") == true)
    try folder.write(Array("text".utf8), to: "aligned/catalog.sqlite")
    #expect(
      try error("aligned")?.hasPrefix("\(output)/catalog.sqlite: the catalog cannot be read: ")
        == true)
    try FileManager.default.removeItem(atPath: "\(output)/catalog.sqlite")
    #expect(
      try error("aligned")?.hasPrefix(
        "\(output)/catalog.sqlite: cannot be opened: No such file or directory;") == true)
    try folder.write(Array("{}".utf8), to: "aligned/dataset.json")
    #expect(try error("aligned")?.hasPrefix("\(output)/dataset.json: ") == true)
  }

  @Test("draws into a file that gives way in one step, and never into the photograph")
  func picture() throws {
    try folder.paint("a.jpg")
    let examination = try inspect(folder("a.jpg")).examination
    for (name, isJPEG) in [("seen.png", false), ("seen.jpg", true)] {
      // Any file but an empty one, or one that was drawn, stays.
      try folder.write([1, 2, 3], to: name)
      #expect(throws: PictureFile.Failure.self) {
        try PictureFile(folder(name), besides: Array(folder("a.jpg").utf8))
      }
      try folder.write([], to: name)
      let file = try PictureFile(folder(name), besides: Array(folder("a.jpg").utf8))
      try file.write(examination, isJPEG: isJPEG)
      let image = try ImageDecoder().decode(try folder.read(name)).image
      #expect(image.width > 750 && image.height > 750)
    }
    #expect(try folder.files() == ["a.jpg", "seen.jpg", "seen.png"])
    try FileManager.default.createSymbolicLink(
      atPath: folder("link.jpg"), withDestinationPath: "a.jpg")
    for name in ["a.jpg", "link.jpg", "./a.jpg"] {
      let error = #expect(throws: PictureFile.Failure.self) {
        try PictureFile(folder(name), besides: Array(folder("a.jpg").utf8))
      }
      #expect(error?.description.contains("is the photograph itself") == true)
    }
    try folder.write([], to: "d.png/x")
    #expect(throws: PictureFile.Failure.self) {
      try PictureFile(folder("d.png"), besides: Array(folder("a.jpg").utf8))
    }
    let lost = try PictureFile(folder("none/x.png"), besides: Array(folder("a.jpg").utf8))
    let error = #expect(throws: PictureFile.Failure.self) {
      try lost.write(examination, isJPEG: false)
    }
    #expect(
      error?.description
        == "\(folder("none/x.png")): cannot be created: No such file or directory")
  }
}

extension PixelImage {
  /// The image from right to left.
  fileprivate var turned: PixelImage {
    var turned = rgb
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<3 {
          turned[3 * (y * width + x) + channel] = rgb[3 * (y * width + width - 1 - x) + channel]
        }
      }
    }
    return PixelImage(width: width, height: height, rgb: turned)
  }
}

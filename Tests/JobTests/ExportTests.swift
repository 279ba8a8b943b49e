import Foundation
import Shard
import TestSupport
import Testing

@testable import Job

@Suite("An export")
struct ExportTests {
  private let small: SmallExport

  init() throws {
    small = try SmallExport(in: try TemporaryFolder())
  }

  private func compare(_ name: String, _ format: ExportFormat, _ splits: String) throws -> String {
    try Python.system.output(
      of: ExportReader.script, [small.dataset, small.folder(name), format.rawValue, splits])
  }

  @Test(
    "has the dataset's pixels, labels and lines, in its order",
    arguments: ExportFormat.allCases)
  func same(format: ExportFormat) throws {
    let summary = try small.export(to: "out", format)
    #expect(summary.faces == 15 && summary.written == 15 && summary.identities == 7)
    #expect(try compare("out", format, "train,val") == "15\n")
    #expect(try !small.files(of: "out").keys.contains { $0.hasPrefix("unfinished") })
  }

  @Test(
    "has one split where that is asked for, and of images no folder around it",
    arguments: ExportFormat.allCases)
  func oneSplit(format: ExportFormat) throws {
    try small.export(to: "out", format, splits: [.val])
    #expect(try compare("out", format, "val") == "5\n")
  }

  @Test(
    "of a shuffled dataset has its order; RecordIO has nothing but faces then",
    arguments: ExportFormat.allCases)
  func shuffled(format: ExportFormat) throws {
    let shuffled = try SmallExport(in: try TemporaryFolder(), isShuffled: true)
    try shuffled.export(to: "out", format)
    let count = try Python.system.output(
      of: ExportReader.script,
      [shuffled.dataset, shuffled.folder("out"), format.rawValue, "train,val"])
    #expect(count == "15\n")
  }

  @Test(
    "has the same bytes for any number of jobs, and broken off after any shard",
    arguments: ExportFormat.allCases)
  func sameBytes(format: ExportFormat) throws {
    try small.export(to: "one", format, jobs: 1)
    let expected = try small.files(of: "one")
    try small.export(to: "many", format, jobs: 7)
    #expect(try small.files(of: "many") == expected)
    for stop in [1, 2, 3, 5, 8] {
      let name = "stopped\(stop)"
      let interruption = Interruption()
      var reports = 0
      let failure = #expect(throws: JobError.self) {
        try small.export(to: name, format, interruption: interruption) { event in
          if case .exporting = event { reports += 1 }
          if reports == stop { interruption.request() }
        }
      }
      #expect(failure?.description.contains("the same command goes on from there") == true)
      #expect(!FileManager.default.fileExists(atPath: small.folder("\(name)/export.json")))
      try small.export(to: name, format, jobs: 3)
      #expect(try small.files(of: name) == expected, "\(stop)")
    }
  }

  @Test("that goes on says how far it was, and writes the rest only")
  func resumed() throws {
    let interruption = Interruption()
    _ = #expect(throws: JobError.self) {
      try small.export(to: "out", .webdataset, interruption: interruption) { event in
        if case .exporting(let faces, _, _) = event, faces >= 7 { interruption.request() }
      }
    }
    var notes: [String] = []
    let summary = try small.export(to: "out", .webdataset) { event in
      if case .note(let note) = event { notes.append(note) }
    }
    #expect(notes == ["going on with an unfinished export: 6 of 15 faces are written"])
    #expect(summary.written == 9)
  }

  @Test("that is there already is left alone; another one gives way only if that is asked for")
  func again() throws {
    try small.export(to: "out", .images)
    let before = try small.files(of: "out")
    let summary = try small.export(to: "out", .images)
    #expect(summary.isUnchanged && summary.written == 0)
    #expect(try small.files(of: "out") == before)
    let failure = #expect(throws: JobError.self) {
      try small.export(to: "out", .images, encoding: .jpeg(quality: 90))
    }
    #expect(
      failure?.description
        == "\(small.folder("out")): holds an export with other options, or by another version; add --overwrite to replace"
        + " it, or name another folder")
    #expect(try small.files(of: "out") == before)
    try small.folder.write([1], to: "out/train/Eve/mine.txt")
    try small.folder.write([1], to: "out/mine.txt")
    try small.export(to: "out", .npz, overwrites: true)
    let after = try small.files(of: "out").keys.sorted()
    #expect(
      after == [
        "export.json", "identities.jsonl", "mine.txt", "train-00000-of-00004.npz",
        "train-00001-of-00004.npz", "train-00002-of-00004.npz", "train-00003-of-00004.npz",
        "train/Eve/mine.txt", "val-00000-of-00002.npz", "val-00001-of-00002.npz",
      ])
  }

  @Test("that lacks a file is not called whole, and is made anew only if that is asked for")
  func lacking() throws {
    try small.export(to: "out", .webdataset)
    let expected = try small.files(of: "out")
    try FileManager.default.removeItem(atPath: small.folder("out/val-00001-of-00002.tar"))
    let failure = #expect(throws: JobError.self) { try small.export(to: "out", .webdataset) }
    #expect(
      failure?.description
        == "\(small.folder("out/val-00001-of-00002.tar")): it is missing from the export; add"
        + " --overwrite to make it anew")
    try small.export(to: "out", .webdataset, overwrites: true)
    #expect(try small.files(of: "out") == expected)
  }

  @Test("that is unfinished and lacks a file begins anew, and says so")
  func unfinishedLacking() throws {
    let interruption = Interruption()
    _ = try? small.export(to: "out", .webdataset, interruption: interruption) { event in
      if case .exporting(let faces, _, _) = event, faces >= 7 { interruption.request() }
    }
    let tar = small.folder("out/unfinished/export/train-00000-of-00004.tar")
    try FileManager.default.removeItem(atPath: tar)
    var notes: [String] = []
    try small.export(to: "out", .webdataset) { event in
      if case .note(let note) = event { notes.append(note) }
    }
    #expect(notes == ["the unfinished export lacks files, and begins anew"])
    #expect(try compare("out", .webdataset, "train,val") == "15\n")
  }

  @Test(
    "that would take the place of a user's file names it, and waits until it is moved",
    arguments: [
      (ExportFormat.webdataset, ExportFormat.recordio, "property"),
      (.images, .images, "train/Ada/notes.txt"), (.npz, .images, "val"),
    ])
  func inTheWay(older: ExportFormat, newer: ExportFormat, file: String) throws {
    try small.export(to: "out", older)
    try small.folder.write([7], to: "out/\(file)")
    let before = try small.files(of: "out")
    let encoding = newer == older ? FaceEncoding.jpeg(quality: 90) : nil
    let failure = #expect(throws: JobError.self) {
      try small.export(to: "out", newer, encoding: encoding, overwrites: true)
    }
    #expect(
      failure?.description
        == "\(small.folder("out/\(file)")): it is none of the export's files, and in the way of one;"
        + " move it away, and the same command goes on")
    #expect(try small.files(of: "out").filter { !$0.key.hasPrefix("unfinished/") } == before)
    try FileManager.default.removeItem(atPath: small.folder("out/\(file)"))
    let summary = try small.export(to: "out", newer, encoding: encoding, overwrites: true)
    #expect(summary.faces == 15)
    try small.export(to: "expected", newer, encoding: encoding)
    #expect(try small.files(of: "out") == small.files(of: "expected"))
  }

  @Test("removes nothing that a folder called 'unfinished' holds of the user's")
  func strangersWork() throws {
    for (name, marker) in [("begun", nil), ("foreign", "{}"), ("done", nil)] as [(String, String?)]
    {
      if name == "done" { try small.export(to: name, .npz) }
      if let marker { try small.folder.write(Array(marker.utf8), to: "\(name)/export.json") }
      try small.folder.write([7], to: "\(name)/unfinished/thesis.txt")
      let before = try small.files(of: name)
      for overwrites in [false, true] {
        #expect(throws: JobError.self) { try small.export(to: name, .npz, overwrites: overwrites) }
      }
      #expect(try small.files(of: name) == before, "\(name)")
    }
  }

  @Test("removes nothing outside of its folder, and no folders, whatever an older one lists")
  func hostileList() throws {
    try small.export(to: "out", .images)
    try small.folder.write([7], to: "victim/a.txt")
    try small.folder.write([7], to: "out/own/tree/b.txt")
    try FileManager.default.createSymbolicLink(
      atPath: small.folder("out/link"), withDestinationPath: "../victim")
    let lines = ["link/a.txt", "own/tree"].map { "{\"file\":\"\($0)\"}\n" }.joined()
    try small.folder.write(Array(lines.utf8), to: "out/images.jsonl")
    #expect(throws: JobError.self) { try small.export(to: "out", .npz, overwrites: true) }
    #expect(try small.folder.read("victim/a.txt") == [7])
    #expect(try small.folder.read("out/own/tree/b.txt") == [7])
    try small.folder.write(Array("{\"file\":\"link/a.txt\"}\n".utf8), to: "out/images.jsonl")
    try small.export(to: "out", .npz, overwrites: true)
    #expect(try small.folder.read("victim/a.txt") == [7])
  }

  @Test(
    "of a dataset that has changed is refused, finished or not, and replaced with --overwrite",
    arguments: [true, false])
  func changed(isFinished: Bool) throws {
    let interruption = Interruption()
    _ = try? small.export(to: "out", .tfrecord, interruption: interruption) { event in
      if case .exporting(let faces, _, _) = event, faces > 3, !isFinished { interruption.request() }
    }
    #expect(FileManager.default.fileExists(atPath: small.folder("out/export.json")) == isFinished)
    try FileManager.default.removeItem(atPath: small.dataset)
    let other = try SmallExport(in: small.folder, seed: 9)
    let failure = #expect(throws: JobError.self) { try other.export(to: "out", .tfrecord) }
    #expect(
      failure?.description
        == "\(small.folder("out")): holds an \(isFinished ? "" : "unfinished ")export of another"
        + " dataset, or of this one before it changed; add --overwrite to replace it, or name another"
        + " folder")
    try other.export(to: "out", .tfrecord, overwrites: true)
    #expect(try compare("out", .tfrecord, "train,val") == "15\n")
  }

  @Test("of a damaged dataset names the file and is not finished")
  func damaged() throws {
    let shard = "aligned/shards/train-00001-of-00004.npy"
    var bytes = try small.folder.read(shard)
    bytes[bytes.count - 1] ^= 1
    try small.folder.write(bytes, to: shard)
    for format in ExportFormat.allCases {
      let failure = #expect(throws: JobError.self) { try small.export(to: "out", format) }
      #expect(
        failure?.description
          == "\(small.folder(shard)): cannot be read: it is damaged, or another file than was written"
          + " here; 'align-dataset verify \(small.dataset)' names all that is wrong, and making the"
          + " dataset anew mends it")
      #expect(!FileManager.default.fileExists(atPath: small.folder("out/export.json")))
      try FileManager.default.removeItem(atPath: small.folder("out"))
    }
  }

  @Test(
    "is refused where it would mix with other files, and nothing is touched",
    arguments: [
      ("aligned/out", "the folder lies in the dataset's; name one outside of it"),
      ("aligned/../aligned/shards", "the folder lies in the dataset's; name one outside of it"),
      (
        "full",
        "the folder holds other files than an export ('mine.txt'); name an empty or a new one"
      ),
      ("full/mine.txt", "there is a file of this name; name a folder"),
    ])
  func refused(output: String, problem: String) throws {
    try small.folder.write([1], to: "full/mine.txt")
    let before = try small.folder.files()
    let failure = #expect(throws: JobError.self) { try small.export(to: output, .images) }
    #expect(failure?.description == "\(small.folder(output)): \(problem)")
    #expect(try small.folder.files() == before)
  }

  @Test("of nothing is refused, and leaves no folder")
  func nothing() throws {
    let failure = #expect(throws: JobError.self) { try small.export(to: "out", .npz, splits: []) }
    #expect(failure?.description.hasPrefix("\(small.dataset): no faces to export") == true)
    #expect(!FileManager.default.fileExists(atPath: small.folder("out")))
    let missing = ExportJob(
      of: small.folder("none"), to: small.folder("out"),
      settings: ExportSettings(format: .npz, encoding: .pixels, jobs: 1, tool: "tests 1")
    ) { _ in }
    let error = #expect(throws: JobError.self) { try missing.run() }
    #expect(error?.description.contains("no dataset here") == true)
    #expect(!FileManager.default.fileExists(atPath: small.folder("out")))
  }

  @Test("is described as its schema says, with no key more", arguments: ExportFormat.allCases)
  func schema(format: ExportFormat) throws {
    let jpeg = FaceEncoding.jpeg(quality: 90)
    try small.export(to: "out", format, encoding: format == .images ? jpeg : nil)
    let schema = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../manifests/schemas/export.schema.json").standardizedFileURL.path
    let script = """
      import json, sys
      from jsonschema import Draft202012Validator
      schema, export = (json.load(open(path)) for path in sys.argv[1:])
      Draft202012Validator.check_schema(schema)
      errors = [error.message for error in Draft202012Validator(schema).iter_errors(export)]
      print(errors, sorted(set(schema["properties"]) ^ set(export)))
      """
    #expect(
      try Python.system.output(of: script, [schema, small.folder("out/export.json")]) == "[] []\n")
  }

  @Test("says what it is, with the digest of each file and of itself")
  func description() throws {
    try small.export(to: "out", .recordio, encoding: .jpeg(quality: 80))
    let script = """
      import hashlib, json, pathlib, sys
      out = pathlib.Path(sys.argv[1])
      text = (out / "export.json").read_bytes()
      export = json.loads(text)
      assert hashlib.sha256(text[:text.rindex(b'  "self_sha256"')]).hexdigest() == export["self_sha256"]
      for name, digest in export["files"].items():
          assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
      assert set(export["files"]) | {"export.json"} == {p.name for p in out.iterdir()}
      dataset = hashlib.sha256(pathlib.Path(sys.argv[2], "dataset.json").read_bytes()).hexdigest()
      assert export["dataset_sha256"] == dataset
      print(export["export"], export["encoding"], export["quality"], export["splits"])
      """
    #expect(
      try Python.system.output(of: script, [small.folder("out"), small.dataset])
        == "recordio jpeg 80 {'train': {'faces': 10}, 'val': {'faces': 5}}\n")
  }
}

import Align
import Foundation
import Glibc
import Sample
import Shard
import TestSupport
import Testing

@testable import Job

@Suite("A run over a dataset that is there")
struct RerunTests {
  private let folder: TemporaryFolder
  private var raw: String { folder("raw") }
  private var output: String { folder("aligned") }

  init() throws {
    folder = try TemporaryFolder()
    try folder.paint(
      "raw/Ann/1.jpg", "raw/Ann/2.jpg", "raw/Bob b/1.jpg", "raw/Bob/1.jpg", "raw/Cleo/1.jpg")
    try folder.write(Array("no image".utf8), to: "raw/Bob/notes.txt")
    try folder.write([], to: "raw/stray")
    try TestRun()(raw, to: output)
  }

  /// The files of a run from nothing.
  private func fresh(_ run: TestRun = TestRun()) throws -> [String: Data] {
    let other = folder("fresh\(UInt64.random(in: 0...UInt64.max))")
    try run(raw, to: other)
    return try WrittenDataset(other).files()
  }

  private func inodes() throws -> [String: UInt64] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: output)
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(output)/\(name)")
        let number = (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
        return (name, number)
      })
  }

  @Test("of the same tree writes nothing, and needs no models")
  func unchanged() throws {
    let before = try inodes()
    var run = TestRun()
    run.server = try ForkServer(WorkerProgram(path: "/bin/true", arguments: []))
    run.ahead = { Issue.record("models were asked for") }
    let summary = try run(raw, to: output)
    #expect(summary.work == .init(done: 0, reused: 7, gone: 0, isUnchanged: true))
    #expect(summary.counts.kept == 5 && summary.shards == 1)
    #expect(try inodes() == before)
  }

  @Test("aligns what is new or changed, drops what is gone, and gives what a fresh run gives")
  func grown() throws {
    try folder.paint("raw/Ann/0.jpg", "raw/Zoe/1.jpg", "raw/Bob/notes.txt")
    folder.setDate("raw/Ann/1.jpg", seconds: 1_000_000_000)
    try folder.write([7], to: "raw/Cleo/1.jpg")
    try FileManager.default.removeItem(atPath: folder("raw/Bob b"))
    let summary = try TestRun()(raw, to: output)
    #expect(summary.work == .init(done: 5, reused: 3, gone: 1, isUnchanged: false))
    #expect(try WrittenDataset(output).files() == fresh())
    var faults: [VerificationFault] = []
    _ = try Verification(folder: output) { faults.append($0) }.run()
    #expect(faults.isEmpty)
    #expect(try TestRun()(raw, to: output).work.isUnchanged)
  }

  @Test("has the models loaded as soon as it sees that something has changed")
  func ahead() throws {
    try folder.paint("raw/Ann/0.jpg")
    var seen: [String] = []
    var run = TestRun()
    run.ahead = { seen.append("ahead") }
    run.report = { if case .aligning = $0, seen.last != "aligning" { seen.append("aligning") } }
    try run(raw, to: output)
    #expect(seen == ["ahead", "aligning"])
  }

  @Test("sees a file that changed its kind, in both directions")
  func kinds() throws {
    try FileManager.default.removeItem(atPath: folder("raw/Ann/1.jpg"))
    try FileManager.default.createSymbolicLink(
      atPath: folder("raw/Ann/1.jpg"), withDestinationPath: "/etc/passwd")
    #expect(try TestRun()(raw, to: output).counts.rejected["link"] == 1)
    #expect(try WrittenDataset(output).files() == fresh())
    try FileManager.default.removeItem(atPath: folder("raw/Ann/1.jpg"))
    try folder.paint("raw/Ann/1.jpg")
    #expect(try TestRun()(raw, to: output).work.done == 1)
    #expect(try WrittenDataset(output).files() == fresh())
  }

  @Test("of other shards or another version uses every face again")
  func selection() throws {
    try TestRun(shardSize: 2)(raw, to: output)
    var run = TestRun(shardSize: 2)
    run.tool = "tests 2"
    run.server = try ForkServer(WorkerProgram(path: "/bin/true", arguments: []))
    #expect(try run(raw, to: output).work == .init(done: 0, reused: 7, gone: 0, isUnchanged: false))
    run.server = nil
    #expect(try WrittenDataset(output).files() == fresh(run))
  }

  @Test("of a tree that is laid out in another way now says so")
  func layout() throws {
    let faces = folder("faces")
    try folder.paint("faces/0000045/001.jpg", "faces/0000099/001.jpg")
    var notes: [String] = []
    var run = TestRun()
    run.report = { if case .note(let note) = $0 { notes.append(note) } }
    try run(faces, to: folder("named"))
    #expect(notes == [])
    try folder.paint("faces/someone/001.jpg")
    try run(faces, to: folder("named"))
    #expect(
      notes == [
        "the layout of faces is folders now, and was casia-webface before; identities go by it, and"
          + " --layout faces=casia-webface keeps them"
      ])
  }

  @Test(
    "of other settings that shape faces is refused with both values, and nothing is touched",
    arguments: [
      (AlignSettings(warp: FaceWarp(size: 112)), "--size 96, and this run has --size 112"),
      (AlignSettings(upsample: 0), "--upsample 1, and this run has --upsample 0"),
      (
        AlignSettings(warp: FaceWarp(anchors: .innerEyesAndBottomLip)),
        "--landmarks outer-eyes-and-nose, and this run has --landmarks inner-eyes-and-bottom-lip"
      ),
      (
        AlignSettings(warp: FaceWarp(arithmetic: .opencv4)),
        "--warp opencv5, and this run has --warp opencv4"
      ),
    ])
  func conflict(settings: AlignSettings, words: String) throws {
    let before = try inodes()
    let error = try TestRun(align: settings).failure(raw, to: output)
    #expect(
      error?.description
        == "\(output): holds a dataset with \(words); add --overwrite to align everything anew, or name"
        + " another folder")
    #expect(try inodes() == before)
    try TestRun(overwrites: true, align: settings)(raw, to: output)
    #expect(try WrittenDataset(output).files() == fresh(TestRun(align: settings)))
  }

  @Test(
    "says which library, model or tree is another",
    arguments: [
      (
        "UPDATE settings SET value = replace(value, 'libpng 1.', 'libpng 0.') WHERE name = 'libraries'",
        #"with libpng 0\S+, and this program has libpng 1\S+;"#
      ),
      (
        "UPDATE settings SET value = replace(value, '.dat\":\"', '.dat\":\"0') WHERE name = 'models'",
        #"with the models shape\S+ \(SHA-256 0\w+\.\.\.\), and this run has shape\S+ \(SHA-256 \w+\.\.\.\);"#
      ),
      (
        "UPDATE settings SET value = '0' WHERE name = 'revision'",
        #"holds a dataset with faces of another version of this program; add --overwrite"#
      ),
      (
        "UPDATE settings SET value = '[\"casia\"]' WHERE name = 'trees'",
        #"with faces of 'casia', which is not among this run's raw trees \('raw'; one that was renamed keeps its name as NAME=FOLDER\);"#
      ),
    ])
  func others(sql: String, words: String) throws {
    try Database("\(output)/catalog.sqlite").execute(sql)
    let text = try TestRun().failure(raw, to: output)?.description ?? ""
    #expect(try text.firstMatch(of: Regex(words)) != nil, "\(text)")
  }

  @Test("that accepts larger or only smaller images asks again for those that it concerns")
  func imageSize() throws {
    let large = Painter.paint(Person(seed: 1), Shot(seed: 2), width: 300, height: 251).image
    try folder.write(try large.jpeg(), to: "raw/Ann/large.jpg")
    let smaller = AlignSettings(maxPixels: 300 * 250)
    #expect(try TestRun(align: smaller)(raw, to: output).counts.rejected["too_large"] == 1)
    let larger = AlignSettings(maxPixels: 300 * 251)
    for (settings, kept) in [(larger, 6), (smaller, 5)] {
      let summary = try TestRun(align: settings)(raw, to: output)
      #expect(summary.work.done == 1 && summary.counts.kept == kept)
      #expect(try WrittenDataset(output).files() == fresh(TestRun(align: settings)))
    }
  }

  @Test("notices that shards are gone, cut or changed, and says how to go on without them")
  func damaged() throws {
    let shard = "\(output)/shards/train-00000-of-00001.npy"
    let bytes = try Data(contentsOf: URL(filePath: shard))
    try folder.paint("raw/Ann/9.jpg")
    var flipped = bytes
    flipped[5000] ^= 1
    for damage in [bytes.dropLast(), Data(), flipped] {
      try damage.write(to: URL(filePath: shard))
      let text = try TestRun().failure(raw, to: output)?.description ?? ""
      #expect(
        text.hasPrefix("\(shard): ") && text.hasSuffix("add --overwrite to align everything anew"),
        "\(text)")
    }
    try FileManager.default.removeItem(atPath: shard)
    #expect(try TestRun().failure(raw, to: output)?.description.hasPrefix("\(shard): ") == true)
    try TestRun(overwrites: true)(raw, to: output)
    #expect(try WrittenDataset(output).files() == fresh())
  }

  @Test("does not take what the system refuses for damage, after which nothing would be left")
  func refused() throws {
    for (code, isDamage) in [(ENOENT, true), (EMFILE, false), (EACCES, false), (EIO, false)] {
      let fault = FileFault("shard", .open, code: code)
      let error = #expect(throws: JobError.self) {
        try JobError.noticingDamage { () throws(FileFault) in throw fault }
      }
      let text = error?.description ?? ""
      #expect(text.contains("--overwrite") == isDamage, "\(text)")
    }
  }

  @Test("notices that the catalog is gone or damaged")
  func damagedCatalog() throws {
    try Database("\(output)/catalog.sqlite").execute("DELETE FROM settings")
    let lacking = try TestRun().failure(raw, to: output)?.description ?? ""
    #expect(lacking.contains("it lacks settings of its run; add --overwrite"), "\(lacking)")
    for bytes in [[], Array("no database, whatever its name".utf8)] as [[UInt8]] {
      try folder.write(bytes, to: "aligned/catalog.sqlite")
      let text = try TestRun().failure(raw, to: output)?.description ?? ""
      #expect(text.hasSuffix("add --overwrite to align everything anew"), "\(text)")
    }
    try FileManager.default.removeItem(atPath: folder("aligned/catalog.sqlite"))
    let text = try TestRun().failure(raw, to: output)?.description ?? ""
    #expect(text.hasSuffix("add --overwrite to align everything anew"), "\(text)")
    try TestRun(overwrites: true)(raw, to: output)
    #expect(try WrittenDataset(output).files() == fresh())
  }
}

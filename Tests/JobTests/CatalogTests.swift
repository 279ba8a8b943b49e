import Align
import Foundation
import Shard
import TestSupport
import Testing

@testable import Job

@Suite("A dataset's catalog")
struct CatalogTests {
  private let painted: PaintedDataset
  private let database: Database

  init() throws {
    painted = try PaintedDataset.shared.get()
    database = try Database("\(painted.output)/catalog.sqlite", readOnly: true)
  }

  private func texts(_ sql: String) throws -> [String] {
    let rows = try database.prepare(sql)
    var texts: [String] = []
    while try rows.step() { texts.append(rows.text(0)) }
    return texts
  }

  @Test("counts what the lists count")
  func counts() throws {
    let counts = try painted.written.description().counts
    #expect(try database.integer("SELECT count(*) FROM images") == counts.found)
    #expect(try database.integer("SELECT count(*) FROM faces") == counts.kept)
    #expect(
      try database.integer("SELECT count(*) FROM images WHERE outcome = 'face'") == counts.kept)
    #expect(
      try database.integer("SELECT count(*) FROM images WHERE outcome = 'pending'") == 0)
    for (reason, count) in counts.rejected {
      #expect(
        try database.integer("SELECT count(*) FROM images WHERE reason = '\(reason)'") == count)
    }
  }

  @Test("is one file, marked as ours, with the version of its tables")
  func file() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: painted.output)
    #expect(names.filter { $0.hasPrefix("catalog") } == ["catalog.sqlite"])
    #expect(try database.integer("PRAGMA application_id") == 0x616C_676E)
    #expect(try database.integer("PRAGMA user_version") == 4)
    #expect(try texts("PRAGMA integrity_check") == ["ok"])
    #expect(try texts("PRAGMA foreign_key_check").isEmpty)
    #expect(try texts("PRAGMA journal_mode") == ["delete"])
  }

  @Test("shows in small what gave no face, of which there are pixels")
  func thumbnails() throws {
    let rows = try database.prepare(
      """
      SELECT reason, thumbnails.width, thumbnails.height, jpeg
      FROM images LEFT JOIN thumbnails ON image = images.id
      WHERE outcome = 'rejected' OR image IS NOT NULL
      """)
    var shown = 0
    while try rows.step() {
      guard rows.text(0) == "no_face" else {
        #expect(rows.blob(3) == nil, "\(rows.text(0))")
        continue
      }
      shown += 1
      #expect(rows.integer(1) == 250 && rows.integer(2) == 250)
      let image = try ImageDecoder().decode(try #require(rows.blob(3))).image
      #expect(max(image.width, image.height) == Thumbnail.edge)
    }
    #expect(shown == 1)
  }

  @Test("is published though another program looks at it meanwhile")
  func watched() throws {
    let folder = try TemporaryFolder()
    try folder.paint("raw/Ann/1.jpg", "raw/Bob/1.jpg")
    var reader: Database?
    var run = TestRun()
    run.report = { event in
      guard case .sharding = event, reader == nil else { return }
      reader = try? Database(folder("out/unfinished/catalog.sqlite"))
      #expect((try? reader?.integer("SELECT count(*) FROM images")) == 2)
    }
    try run(folder("raw"), to: folder("out"))
    #expect(reader != nil)
    var faults = 0
    _ = try Verification(folder: folder("out")) { _ in faults += 1 }.run()
    #expect(faults == 0)
  }

  @Test("is not written over by what SQLite kept beside an older one")
  func stale() throws {
    let folder = try TemporaryFolder()
    let copy = try PaintedDataset.copy(into: folder)
    for name in OutputFolder.catalogSideFiles {
      try folder.write([UInt8](repeating: 7, count: 5000), to: "aligned/\(name)")
    }
    try TestRun(overwrites: true)(painted.raw, to: copy)
    let names = try FileManager.default.contentsOfDirectory(atPath: copy)
    #expect(names.filter { $0.hasPrefix("catalog") } == ["catalog.sqlite"])
  }

  @Test("has the images in the order of their paths' bytes")
  func order() throws {
    let paths = try texts("SELECT path FROM images ORDER BY id")
    #expect(paths == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(try texts("SELECT name FROM sources") == ["raw"])
    #expect(try texts("SELECT layout FROM sources") == ["folders"])
  }

  @Test("says of every image what the manifest says")
  func faces() throws {
    let rows = try database.prepare(
      """
      SELECT shard, "row", label, "left", top, "right", bottom, sha256, faces.landmarks,
        images.faces
      FROM faces JOIN images ON images.id = faces.image WHERE path = ?
      """)
    for face in try painted.written.faces() {
      try rows.bind([.text(face.path)])
      #expect(try rows.step())
      #expect(rows.text(0) == face.shard && rows.integer(1) == face.row)
      #expect(rows.integer(2) == face.label)
      #expect((3...6).map { rows.integer($0) } == face.box)
      #expect(rows.text(7) == face.sha256)
      let landmarks = try #require(rows.blob(8).flatMap(Catalog.landmarks(from:)))
      #expect(
        AnchorSet.outerEyesAndNose.points(of: landmarks).map { [Double($0.x), Double($0.y)] }
          == face.landmarks)
      #expect(rows.integerIfAny(9) == nil && face.faces == 1)
    }
  }

  @Test("has the digest, size and time of every file that was read")
  func digests() throws {
    let rows = try database.prepare("SELECT path, sha256, bytes, modified_ns FROM images")
    var read = 0
    while try rows.step() {
      let path = "\(painted.raw)/\(rows.text(0))"
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(rows.integer(2) == (attributes[.size] as? Int))
      let date = try #require(attributes[.modificationDate] as? Date)
      #expect(abs(Double(rows.integer(3)) / 1e9 - date.timeIntervalSince1970) < 0.001)
      if rows.text(1).isEmpty { continue }
      #expect(try rows.text(1) == SHA256.hexadecimal(ofFile: path))
      read += 1
    }
    #expect(read > painted.summary.counts.kept)
  }

  @Test("keeps landmarks outside of the picture as they are")
  func landmarks() throws {
    let landmarks = Landmarks(
      (0..<Landmarks.count).map { Landmarks.Point(x: 1000 * $0 - 30_000, y: -$0) })
    let bytes = Catalog.bytes(of: landmarks)
    #expect(bytes.count == 4 * 2 * 68)
    #expect(bytes[..<8] == [0xD0, 0x8A, 0xFF, 0xFF, 0, 0, 0, 0])
    #expect(Catalog.landmarks(from: bytes) == landmarks)
    #expect(Catalog.landmarks(from: Array(bytes.dropLast())) == nil)
  }
}

import Crawl
import TestSupport
import Testing

import struct Foundation.Data
import struct Foundation.URL

@Suite("Metadata")
struct MetadataTests {
  private typealias Example = MetadataExample

  @Test("has a row for each line, with what its columns mean", arguments: [Example.columns, ""])
  func rows(header: String) throws {
    let metadata = try Example.facescrub(
      actors: header + Example.line("Al Gore", 12, 7, "1,2,30,40", sha256: "B"),
      actresses: header + Example.line("Amy Adams", 13, 8, "5,6,70,80", sha256: "c"))
    #expect(metadata.malformedLines.isEmpty && metadata.duplicateLines.isEmpty)
    try #require(metadata.rows.count == 2)
    let row = metadata.rows[0]
    #expect(row.line.file == "facescrub_actors.txt")
    #expect(row.line.number == (header.isEmpty ? 1 : 2))
    #expect(row.image == "actors/images/Al_Gore/Al_Gore_12.*")
    #expect((row.name, row.identity, row.face) == ("Al Gore", "Al_Gore", "7"))
    #expect(row.box == LabelBox(1, 2, 30, 40))
    #expect(row.sha256 == Example.sum("b"))
    #expect(metadata.rows[1].image == "actresses/images/Amy_Adams/Amy_Adams_13.*")
    #expect(metadata.names == ["Al_Gore": "Al Gore", "Amy_Adams": "Amy Adams"])
  }

  @Test("tells lines that cannot be used, and why")
  func malformed() throws {
    let good = String(Example.line("A", 1, 1, "1,2,3,4").dropLast())
    let lines: [String] = [
      "A\t1\t1\thttp://exam", good.replacing("1,2,3,4", with: "1,2,3"),
      good.replacing("1,2,3,4", with: "1,2,3,x"), good.replacing("1,2,3,4", with: "9,2,3,4"),
      good.replacing("aaa", with: "g"), "..\(good.dropFirst(1))", good,
      good.replacing("A\t", with: "A/B\t"), good.replacing("A\t", with: "\t"),
      good.replacing("A\t", with: "\u{0}\t"), String(repeating: "A", count: 70_000) + good,
      good.replacing("1,2,3,4", with: "1,2,3,inf"),
      good.replacing("1,2,3,4", with: "1,2,3,99999999999999999999"),
    ]
    let metadata = try Example.facescrub(actors: lines.joined(separator: "\n"))
    let template = "actors/images/{name}/{name}_{image_id}.*"
    #expect(
      metadata.malformedLines.map(\.problem) == [
        .columns(4, expected: 6), .box(columns: "bbox"), .box(columns: "bbox"),
        .box(columns: "bbox"), .sha256(column: "sha256"), .image(template: template),
        .image(template: template), .image(template: template), .image(template: template),
        .image(template: template), .box(columns: "bbox"), .box(columns: "bbox"),
      ])
    #expect(
      metadata.malformedLines.map(\.line.number) == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 13])
    #expect(metadata.malformedLines.allSatisfy { $0.line.file == "facescrub_actors.txt" })
    #expect(metadata.rows.map(\.line.number) == [7])
    #expect(metadata.malformedLines.first?.problem.description == "4 of 6 columns")
  }

  @Test("counts lines once that say the same of the same file")
  func duplicates() throws {
    let line = Example.line("A", 1, 1, "1,2,3,4")
    let other = Example.line("A", 1, 1, "1,2,3,5")
    let metadata = try Example.facescrub(
      actors: line + other + line.replacing("1,2", with: "1.2,2.4") + line)
    #expect(metadata.duplicateLines.map(\.number) == [3, 4])
    #expect(metadata.rows.map(\.line.number) == [1, 2])
    #expect(metadata.labels(of: "actors/images/A/A_1.jpg").map(\.row) == [0, 1])
  }

  @Test("knows the rows with a SHA-256, in any case of its digits")
  func sha256() throws {
    let metadata = try Example.facescrub(
      actors: Example.line("A", 1, 1, "1,2,3,4", sha256: "d")
        + Example.line("B", 2, 2, "1,2,3,4", sha256: "e"),
      actresses: Example.line("C", 3, 3, "1,2,3,4", sha256: "D"))
    #expect(metadata.rows(withSHA256: Example.sum("d")) == [0, 2])
    #expect(metadata.rows(withSHA256: Example.sum("E")) == [1])
    #expect(metadata.rows(withSHA256: Example.sum("f")).isEmpty)
    #expect(metadata.rows(withSHA256: "d").isEmpty)
  }

  @Test("may be missing, all of it or a file")
  func missing() throws {
    let layout = try Layout.named("facescrub")
    #expect(Metadata(layout, files: []).rows.isEmpty)
    let line = Example.line("C", 3, 3, "1,2,3,4")
    let metadata = Metadata(layout, files: [("facescrub_actresses.txt", Array(line.utf8))])
    #expect(metadata.rows.map(\.image) == ["actresses/images/C/C_3.*"])
    #expect(Metadata(try .named("folders"), files: []).labels(of: "A/1.jpg").isEmpty)
  }

  @Test("has boxes of four columns, of decimals, and of a corner and a size")
  func boxes() throws {
    let vggface2 = try Example.metadata(
      Example.vggface2,
      ("bb_landmark/loose_bb_train.csv", "NAME_ID,X,Y,W,H\n\"n1/0001_01\",161,-14,224,324\n"))
    #expect(vggface2.rows.map(\.box) == [LabelBox(161, -14, 384, 309)])
    let own = try Example.metadata(
      Example.own, ("people.csv", "1.jpg,Ada,1.5,-1.5,10.49,+20\n2.jpg,Ada,,,,\n"))
    #expect(own.rows.map(\.box) == [LabelBox(2, -2, 10, 20), nil])
  }

  @Test("takes no more faces of one file than a photograph can have", .timeLimit(.minutes(1)))
  func manyFaces() throws {
    let lines = (0..<1500).map { Example.line("A", 1, $0, "\($0),2,5000,9") }
    let metadata = try Example.facescrub(actors: lines.joined())
    #expect(metadata.rows.count == Metadata.mostFaces)
    #expect(metadata.malformedLines.count == 1400)
    #expect(metadata.malformedLines.first?.problem == .tooManyFaces(limit: 100))
    #expect(metadata.malformedLines.first?.line.number == 101)
    #expect(metadata.labels(of: "actors/images/A/A_1.png").last?.rivals.count == 99)
  }

  @Test("has each line as a row, or as one that is malformed or a duplicate", arguments: 0..<10)
  func anything(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let pieces = ["a.jpg", "b/1", "..", ",", ",", ",", "Ada", "1", "2", "-3.5", "\"", " ", "\u{0}"]
    let text =
      (0..<300).map { _ in
        let count = Int.random(in: 1...12, using: &random)
        return (0..<count).compactMap { _ in pieces.randomElement(using: &random) }.joined() + "\n"
      }.joined() + (0..<30).map { "\($0 % 10).jpg,Ada,1,2,3,\(4 + $0 % 4)\n" }.joined()
    let metadata = try Example.metadata(Example.own, ("people.csv", text))
    let lines =
      metadata.rows.map(\.line) + metadata.malformedLines.map(\.line) + metadata.duplicateLines
    #expect(Set(lines).count == lines.count)
    // Quotes may hold line ends, and lines may be blank.
    #expect(lines.count > 200 && lines.allSatisfy { (1...330).contains($0.number) })
    for (place, row) in metadata.rows.enumerated() {
      #expect(metadata.rows(of: row.image).contains(place))
      #expect(
        metadata.labels(of: row.image).allSatisfy { metadata.rows[$0.row].image == row.image })
    }
  }

  @Test("refuses identities that are no names", arguments: ["", ".", "..", "a/b", "a\u{0}"])
  func identities(person: String) throws {
    let metadata = try Example.metadata(
      Example.own, ("people.csv", "1.jpg,\"\(person)\",1,2,3,4\n"))
    #expect(metadata.malformedLines.map(\.problem) == [.identity(column: "person")])
    #expect(metadata.rows.isEmpty && metadata.names.isEmpty)
  }

  @Test(
    "of FaceScrub has every whole line of the real lists",
    .enabled(if: SharedPhotographs.areThere, Comment(rawValue: SharedPhotographs.absence)))
  func facescrub() throws {
    let layout = try Layout.named("facescrub")
    let files = try layout.metadata.map { file in
      let path = "\(SharedPhotographs.folder)/lists/\(file.path.text)"
      return (file.path, Array(try Data(contentsOf: URL(fileURLWithPath: path))))
    }
    let metadata = Metadata(layout, files: files)
    #expect(metadata.rows.count == 3104)
    #expect(metadata.malformedLines.map(\.line.number) == [1556])
    #expect(metadata.malformedLines.map(\.problem) == [.columns(4, expected: 6)])
    #expect(metadata.names["Alec_Baldwin"] == "Alec Baldwin")
  }
}

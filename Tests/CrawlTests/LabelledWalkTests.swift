import Crawl
import TestSupport
import Testing

@Suite("A walk with metadata")
struct LabelledWalkTests {
  private typealias Example = MetadataExample

  private func walk(_ tree: PlantedTree, _ json: String, _ metadata: Metadata) throws -> [TreeEntry]
  {
    let layout = try Layout(json: Array(json.utf8), source: "example.json")
    let opened = try RawTree(root: tree.root, layouts: [layout])
    #expect(opened.layout == layout)
    return Array(opened.walk(with: metadata).prefix(10_000))
  }

  /// What a walk says of images: path, identity and face.
  private func images(_ entries: [TreeEntry]) -> [String] {
    entries.compactMap { entry in
      guard case .image(let image) = entry else { return nil }
      let face = image.label.map { $0.face ?? "one" } ?? "none"
      return "\(image.path.text) \(image.identity.text) \(face)"
    }
  }

  @Test("of FaceScrub has an image for each labelled face, and the lists and cut faces as such")
  func facescrub() throws {
    let tree = try PlantedTree(
      "facescrub_actors.txt", "actors/images/Al_Gore/Al_Gore_1.jpeg", "names.txt",
      "actors/images/Al_Gore/Al_Gore_2.png", "actors/faces/Al_Gore/Al_Gore_1_7.jpg",
      "actresses/images/Amy_Adams/Amy_Adams_3.jpg")
    let metadata = try Example.facescrub(
      actors: Example.line("Al Gore", 1, 8, "1,2,3,4") + Example.line("Al Gore", 1, 7, "5,6,7,8")
        + Example.line("Al Gore", 4, 9, "1,2,3,4"),
      actresses: Example.line("Amy Adams", 3, 1, "11,12,13,14"))
    let opened = try tree.open()
    #expect(opened.layout.name == "facescrub")
    let found = Array(opened.walk(with: metadata))
    #expect(
      images(found) == [
        "actors/images/Al_Gore/Al_Gore_1.jpeg Al_Gore 7",
        "actors/images/Al_Gore/Al_Gore_1.jpeg Al_Gore 8",
        "actors/images/Al_Gore/Al_Gore_2.png Al_Gore none",
        "actresses/images/Amy_Adams/Amy_Adams_3.jpg Amy_Adams 1",
      ])
    #expect(
      found.first
        == .other(
          "actors/faces/Al_Gore/Al_Gore_1_7.jpg",
          .leftOut(because: "a face cut out of a photograph in images/")))
    #expect(
      found.suffix(2) == [
        .other("facescrub_actors.txt", .metadata("a list of what the images show")),
        .other("names.txt", .outsideLayout(template: "*/images/{identity}/*")),
      ])
  }

  @Test("of VGGFace2 has its boxes, and people by their folders")
  func vggface2() throws {
    let tree = try PlantedTree(
      "identity_meta.csv", "bb_landmark/loose_bb_train.csv", "train/n000002/0001_01.jpg",
      "train/n000002/0002_01.jpg", "test/n000001/0001_01.jpg")
    let metadata = try Example.metadata(
      Example.vggface2,
      ("bb_landmark/loose_bb_train.csv", "NAME_ID,X,Y,W,H\n\"n000002/0001_01\",161,140,224,324\n"))
    let found = try walk(tree, Example.vggface2, metadata)
    #expect(
      images(found) == [
        "test/n000001/0001_01.jpg n000001 none", "train/n000002/0001_01.jpg n000002 one",
        "train/n000002/0002_01.jpg n000002 none",
      ])
    #expect(found.count == 5)
  }

  @Test("has people by the metadata where the paths do not tell, and files that it does not name")
  func celeba() throws {
    let tree = try PlantedTree(
      "identity_CelebA.txt", "img_celeba/000001.jpg", "img_celeba/000002.jpg", "readme.txt")
    let metadata = try Example.metadata(
      Example.celeba, ("identity_CelebA.txt", "000001.jpg 2880\n"),
      ("list_bbox_celeba.txt", "000001.jpg 95 71 226 313\n000002.jpg 72 94 221 306\n"))
    let found = try walk(tree, Example.celeba, metadata)
    #expect(images(found) == ["img_celeba/000001.jpg 2880 one"])
    #expect(
      found.suffix(2) == [
        .other("img_celeba/000002.jpg", .notInMetadata(files: "identity_CelebA.txt")),
        .other("readme.txt", .outsideLayout(template: "img_celeba/*")),
      ])
  }

  @Test("has a file once where nothing says who its faces are, and none of these beside others")
  func unknownPeople() throws {
    let tree = try PlantedTree(
      "identity_CelebA.txt", "img_celeba/000001.jpg", "img_celeba/000002.jpg")
    let json = MetadataExample.celeba.replacing(
      #""columns": ["image", "person"],"#,
      with: #""columns": ["image", "x", "y", "w", "h", "person"], "box": ["x", "y", "w", "h"],"#)
    let metadata = try Example.metadata(
      json, ("identity_CelebA.txt", "000001.jpg 1 1 9 9 2880\n"),
      ("list_bbox_celeba.txt", "000001.jpg 5 5 9 9\n000002.jpg 1 1 9 9\n000002.jpg 5 5 9 9\n"))
    let found = try walk(tree, json, metadata)
    #expect(images(found) == ["img_celeba/000001.jpg 2880 1"])
    guard case .image(let image)? = found.dropFirst().first else {
      Issue.record("\(found)")
      return
    }
    #expect(image.label?.rivals == [LabelBox(5, 5, 13, 13)])
    #expect(
      found.dropFirst(2) == [
        .other("img_celeba/000002.jpg", .notInMetadata(files: "identity_CelebA.txt"))
      ])
  }

  @Test("has several people in one photograph, each with their own face")
  func own() throws {
    let tree = try PlantedTree("people.csv", "2019/party.jpg", "ada.png", "cat.jpg")
    let metadata = try Example.metadata(
      Example.own,
      (
        "people.csv",
        "path,person,x1,y1,x2,y2\n2019/party.jpg,Bea Blau,9,9,19,19\n"
          + "2019/party.jpg,Ada,1,1,5,5\nada.png,Ada,,,,\n"
      ))
    let found = try walk(tree, Example.own, metadata)
    #expect(
      images(found)
        == ["2019/party.jpg Bea Blau 1", "2019/party.jpg Ada 2", "ada.png Ada one"])
    #expect(found.contains(.other("cat.jpg", .notInMetadata(files: "people.csv"))))
    #expect(metadata.names == ["Ada": "Ada", "Bea Blau": "Bea Blau"])
  }

  @Test("gives each file's labels exactly, in trees and tables of any kind", arguments: 0..<20)
  func property(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let tree = try PlantedTree("facescrub_actors.txt")
    var lines: [String] = []
    /// The faces of each file, by their ids.
    var expected: [(path: TreePath, faces: [Int: LabelBox])] = []
    for person in 0..<5 {
      for image in 0..<6 {
        var faces: [Int: LabelBox] = [:]
        let sum = Character("\(Int.random(in: 0...3, using: &random))")
        let count = Int.random(in: 0...3, using: &random)
        for id in (1...20).shuffled(using: &random).prefix(count) {
          let left = Int.random(in: 0...9, using: &random)
          faces[id] = LabelBox(left, 0, left + 9, 9)
          lines.append(
            Example.line("P \(person)", image, id, "\(left),0,\(left + 9),9", sha256: sum))
        }
        if Int.random(in: 0..<4, using: &random) == 0 { continue }
        let ending = ["jpg", "png", "JPG", "gif"].randomElement(using: &random) ?? "jpg"
        let path = TreePath(
          Array("actors/images/P_\(person)/P_\(person)_\(image).\(ending)".utf8))
        try tree.file(path)
        expected.append((path, faces))
      }
    }
    lines.shuffle(using: &random)
    let metadata = try Example.facescrub(actors: lines.joined())
    let found = Array(try tree.open().walk(with: metadata)).compactMap { entry in
      if case .image(let image) = entry { image } else { nil }
    }
    let faces =
      expected.flatMap { path, faces in
        faces.isEmpty ? [(path, nil, nil)] : faces.sorted { $0.key < $1.key }.map { (path, $0, $1) }
      } as [(TreePath, Int?, LabelBox?)]
    #expect(found.map(\.path) == faces.map(\.0))
    #expect(found.map { $0.label?.face } == faces.map { $0.1.map { "\($0)" } })
    #expect(found.map { $0.label?.box } == faces.map(\.2))
    for image in found {
      guard let label = image.label else { continue }
      let row = metadata.rows[label.row]
      #expect(row.face == label.face && row.box == label.box && row.sha256 == label.sha256)
      #expect(row.identity == image.identity)
      let same = metadata.rows(withSHA256: label.sha256 ?? "").compactMap { metadata.rows[$0].box }
      #expect(label.rivals == Set(same).subtracting(label.box.map { [$0] } ?? []).sorted())
    }
  }
}

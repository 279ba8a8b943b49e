import Align
import Foundation
import TestSupport
import Testing

@testable import Job

@Suite(
  "A dataset of photographs",
  .enabled(if: SharedPhotographs.areThere, "\(SharedPhotographs.absence)"))
struct PhotographTests {
  private struct Reference: Decodable {
    let path: String
    let faces: Int
    let box: [Int]
    let landmarks: [[Double]]
    let sha256: String
  }

  /// Prints the path of each row of each shard, as JSON, and the digest of its pixels.
  private static let script = """
    import hashlib, json, numpy, sys
    folder = sys.argv[1]
    dataset = json.load(open(folder + "/dataset.json"))
    for shard in dataset["splits"]["train"]["shards"]:
        faces = numpy.load(folder + "/" + shard["tensor"], mmap_mode="r")
        assert faces.dtype == numpy.uint8 and faces.shape == (shard["faces"], 96, 96, 3)
        assert faces.flags.c_contiguous
        lines = open(folder + "/" + shard["manifest"], encoding="utf-8").read().splitlines()
        assert len(lines) == len(faces)
        for line, face in zip(map(json.loads, lines), faces):
            assert line["shard"] == shard["tensor"]
            print(hashlib.sha256(face.tobytes()).hexdigest(), line["path"])
    """

  private func references(_ tree: String) throws -> [String: Reference] {
    let text = try String(
      contentsOfFile: "\(SharedPhotographs.folder)/reference/\(tree).jsonl", encoding: .utf8)
    let lines = try text.split(separator: "\n").map {
      try JSONDecoder().decode(Reference.self, from: Data($0.utf8))
    }
    return Dictionary(uniqueKeysWithValues: lines.map { ($0.path, $0) })
  }

  @Test(
    "has OpenFace's pixels in every row that NumPy reads, and its boxes and landmarks",
    arguments: [
      ("webface", "", 60), ("facescrub", "actors/images/", 13),
      ("facescrub", "actresses/images/", 5),
    ])
  func rows(tree: String, part: String, count: Int) throws {
    let references = try references(tree)
    let folder = try TemporaryFolder()
    try TestRun(shardSize: 25, align: AlignSettings(countsFaces: true))(
      "\(SharedPhotographs.folder)/raw/\(tree)/\(part)", to: folder("aligned"))
    let faces = try WrittenDataset(folder("aligned")).faces()
    #expect(faces.count == count)
    let anchors = [36, 45, 33]
    for face in faces {
      let reference = try #require(references[part + face.path])
      #expect(face.faces == reference.faces && face.box == reference.box, "\(face.path)")
      #expect(face.landmarks == anchors.map { reference.landmarks[$0] }, "\(face.path)")
    }
    let rows = try Python.system.output(of: Self.script, [folder("aligned")])
      .split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1) }
    #expect(rows.count == count)
    for row in rows {
      #expect(String(row[0]) == references[part + row[1]]?.sha256, "\(row[1])")
    }
  }

  @Test("of CASIA-WebFace's layout has its names")
  func names() throws {
    let folder = try TemporaryFolder()
    let raw = "\(SharedPhotographs.folder)/raw/webface"
    let list = try String(contentsOfFile: "\(raw)/names.txt", encoding: .utf8)
    try folder.write(Array(list.utf8), to: "webface/names.txt")
    let names = list.split(whereSeparator: \.isNewline).map(String.init)
    for identity in names.compactMap({ $0.split(separator: " ").first }) {
      let photograph = try Data(contentsOf: URL(fileURLWithPath: "\(raw)/\(identity)/001.jpg"))
      try folder.write(Array(photograph), to: "webface/\(identity)/001.jpg")
    }
    try TestRun()(folder("webface"), to: folder("aligned"))
    let identities = try WrittenDataset(folder("aligned")).identities()
    #expect(identities.map { "\($0.identity) \($0.name)" } == names)
  }
}

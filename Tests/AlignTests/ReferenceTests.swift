import Align
import Foundation
import Shard
import TestSupport
import Testing

/// What OpenFace's alignment gives for one image, from reference/ in ``SharedPhotographs/folder``.
private struct Reference: Decodable {
  let path: String
  let width: Int
  let height: Int
  let faces: Int
  let status: String
  let box: [Int]
  let landmarks: [[Int]]
  let sha256: String
}

@Suite(.enabled(if: SharedPhotographs.areThere, "\(SharedPhotographs.absence)"))
struct ReferenceTests {
  @Test(
    "an examination finds the faces, and takes the face, that OpenFace finds and takes",
    arguments: ["webface", "facescrub"])
  func examinations(tree: String) throws {
    let shared = SharedPhotographs.folder
    let examiner = Examiner(try TestModels.shared.get(), settings: AlignSettings())
    let lines = try String(
      contentsOfFile: "\(shared)/reference/\(tree).jsonl", encoding: .utf8
    ).split(separator: "\n")
    for line in lines {
      let reference = try JSONDecoder().decode(Reference.self, from: Data(line.utf8))
      let photograph = URL(fileURLWithPath: "\(shared)/raw/\(tree)/\(reference.path)")
      let examination = examiner.examine(Array(try Data(contentsOf: photograph)))
      #expect(examination.faces.count == reference.faces, "\(reference.path)")
      let face = try #require(examination.face)
      let box = face.detection.box
      #expect([box.left, box.top, box.right, box.bottom] == reference.box, "\(reference.path)")
      #expect(
        face.landmarks.points.map { [$0.x, $0.y] } == reference.landmarks, "\(reference.path)")
      #expect(SHA256.hexadecimal(of: face.image.rgb) == reference.sha256, "\(reference.path)")
    }
  }

  @Test(
    "boxes, landmarks and pixels are OpenFace's on every photograph",
    arguments: ["webface", "facescrub"])
  func photographs(tree: String) throws {
    let shared = SharedPhotographs.folder
    let models = try TestModels.shared.get()
    let aligner = try Aligner(models, settings: AlignSettings(countsFaces: true))
    let lines = try String(
      contentsOfFile: "\(shared)/reference/\(tree).jsonl", encoding: .utf8
    ).split(separator: "\n")
    #expect(lines.count == (tree == "webface" ? 60 : 18))
    for line in lines {
      let reference = try JSONDecoder().decode(Reference.self, from: Data(line.utf8))
      let photograph = URL(fileURLWithPath: "\(shared)/raw/\(tree)/\(reference.path)")
      guard case .face(let face) = aligner.align(Array(try Data(contentsOf: photograph))) else {
        Issue.record("\(reference.path) gave no face")
        continue
      }
      let box = face.detection.box
      #expect(face.sourceWidth == reference.width && face.sourceHeight == reference.height)
      #expect(face.facesFound == reference.faces, "\(reference.path)")
      #expect([box.left, box.top, box.right, box.bottom] == reference.box, "\(reference.path)")
      #expect(
        face.landmarks.points.map { [$0.x, $0.y] } == reference.landmarks, "\(reference.path)")
      #expect(SHA256.hexadecimal(of: face.image.rgb) == reference.sha256, "\(reference.path)")
    }
  }
}

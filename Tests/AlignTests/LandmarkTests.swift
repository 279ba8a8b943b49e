import Align
import Foundation
import TestSupport
import Testing

@Suite("The landmarks found, with every instruction set, are dlib's")
struct LandmarkTests {
  private static let sets: [InstructionSet?] = InstructionSet.all + [nil]

  /// Whether a model's landmarks are dlib's; the instruction sets with which they are not.
  private func differing(
    _ model: LandmarkModel, _ box: Box, _ image: PixelImage, _ expected: Landmarks
  ) throws -> [InstructionSet?] {
    try Self.sets.filter { set in
      try model.landmarks(of: box, in: image, instructionSet: set) != expected
    }
  }

  private func box(around size: Int, _ random: inout SeededRandom) -> Box {
    let left = Int.random(in: -size...size, using: &random)
    let top = Int.random(in: -size...size, using: &random)
    return Box(
      left: left, top: top, right: left + Int.random(in: -3...2 * size, using: &random),
      bottom: top + Int.random(in: -3...2 * size, using: &random))
  }

  @Test("wherever the box is in a picture, and however large", arguments: Picture.allCases)
  func randomBoxes(picture: Picture) throws {
    let model = try TestModels.shared.get().landmarks
    var random = SeededRandom(11)
    for _ in 0..<40 {
      let box = box(around: 250, &random)
      let expected = LibraryCalls.landmarks(of: box, in: picture.image)
      #expect(try differing(model, box, picture.image, expected).isEmpty, "\(box)")
    }
  }

  @Test("in images of a few pixels, and of none")
  func smallImages() throws {
    let model = try TestModels.shared.get().landmarks
    var random = SeededRandom(12)
    for size in [(1, 1), (1, 9), (9, 1), (2, 2), (7, 5), (0, 0), (0, 3)] {
      let image = PixelImage.noise(width: size.0, height: size.1)
      for _ in 0..<20 {
        let box = box(around: 8, &random)
        let expected = LibraryCalls.landmarks(of: box, in: image)
        #expect(try differing(model, box, image, expected).isEmpty, "\(size) \(box)")
      }
    }
  }

  @Test("in boxes whose edges single precision does not hold")
  func hugeBoxes() throws {
    let model = try TestModels.shared.get().landmarks
    var random = SeededRandom(13)
    for _ in 0..<40 {
      let edges = (0..<4).map { _ in
        Int.random(in: -2_000_000_000...2_000_000_000, using: &random)
      }
      let box = Box(left: edges[0], top: edges[1], right: edges[2], bottom: edges[3])
      let expected = LibraryCalls.landmarks(of: box, in: Picture.portrait.image)
      #expect(try differing(model, box, Picture.portrait.image, expected).isEmpty, "\(box)")
    }
  }

  @Test(
    "on photographs of faces",
    .enabled(if: SharedPhotographs.areThere, "\(SharedPhotographs.absence)"),
    arguments: ["webface", "facescrub"])
  func photographs(tree: String) throws {
    let models = try TestModels.shared.get()
    let detector = try FaceDetector(models.detector)
    let folder = "\(SharedPhotographs.folder)/raw/\(tree)"
    let files = try #require(FileManager.default.enumerator(atPath: folder))
    var random = SeededRandom(14)
    var faces = 0
    for case let file as String in files where file.hasSuffix(".jpg") {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)")))
      let image = try ImageDecoder().decode(bytes).image
      for face in try detector.faces(in: image, upsample: 1) {
        faces += 1
        for box in [face.box, box(around: image.width, &random)] {
          let expected = LibraryCalls.landmarks(of: box, in: image)
          #expect(try differing(models.landmarks, box, image, expected).isEmpty, "\(file) \(box)")
        }
      }
    }
    #expect(faces > 10)
  }

  @Test(
    "with any model: of any number of steps and trees, deep, shallow or mixed",
    arguments: [
      (0, 0, 0...0), (1, 1, 0...0), (1, 9, 1...1), (2, 5, 3...3), (3, 40, 4...4), (2, 17, 0...5),
      (4, 3, 6...6), (2, 0, 0...0),
    ])
  func models(steps: Int, trees: Int, depths: ClosedRange<Int>) throws {
    let folder = try TemporaryFolder()
    for (seed, reach) in [Float(0), 0.001, 0.02, 0.3].enumerated() {
      let predictor = SmallPredictor(
        seed: UInt64(seed), steps: steps, trees: trees, depths: depths, reach: reach)
      try folder.write(predictor.serialized, to: "small.dat")
      let reference = try #require(ReferencePredictor(path: folder("small.dat")))
      let models = try Self.sets.map {
        ($0, try LandmarkModel(path: folder("small.dat"), instructionSet: $0))
      }
      var random = SeededRandom(15)
      for size in [1, 30, 200] {
        let image = PixelImage.noise(width: size, height: size + 3)
        for _ in 0..<10 {
          let box = box(around: size, &random)
          let expected = reference.landmarks(of: box, in: image)
          for (set, model) in models {
            let landmarks = try model.landmarks(of: box, in: image, instructionSet: set)
            #expect(landmarks == expected, "\(set?.name ?? "best") \(reach) \(box)")
          }
        }
      }
    }
  }
}

import Align
import CReference
import Foundation
import TestSupport
import Testing

@Suite("A landmark model's file")
struct LandmarkModelTests {
  private func refusal(of path: String) -> LandmarkModel.Failure? {
    do throws(LandmarkModel.Failure) {
      _ = try LandmarkModel(path: path)
      return nil
    } catch {
      return error
    }
  }

  @Test("that is missing is named, with what to do")
  func missing() throws {
    let failure = try #require(refusal(of: "/nowhere/model.dat"))
    guard case .unreadable(let path, _) = failure else {
      Issue.record("\(failure)")
      return
    }
    #expect(path == "/nowhere/model.dat")
    #expect(failure.description.hasPrefix("/nowhere/model.dat: "))
    #expect(failure.description.contains("libdlib-data"))
    #expect(failure.description.contains("--landmark-model"))
  }

  @Test("that holds something else, or only a part, is unreadable")
  func damaged() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "empty")
    try folder.write(Array("<html>not found</html>".utf8), to: "page")
    try folder.write([UInt8](repeating: 0xFF, count: 4096), to: "ones")
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: TestModels.landmarkModel))
    let start = Array(try #require(try file.read(upToCount: 100_000)))
    try folder.write(start, to: "truncated")
    for name in ["empty", "page", "ones", "truncated"] {
      guard case .unreadable(folder(name), _) = refusal(of: folder(name)) else {
        Issue.record("\(name)")
        continue
      }
    }
  }

  private func problem(of predictor: SmallPredictor) throws -> String? {
    let folder = try TemporaryFolder()
    try folder.write(predictor.serialized, to: "model")
    guard case .unreadable(_, let problem) = refusal(of: folder("model")) else { return nil }
    return problem
  }

  private static let sound = SmallPredictor(seed: 1, steps: 2, trees: 2, depths: 2...2, reach: 0.1)

  @Test("whose parts do not fit is refused, with what is wrong")
  func unsound() throws {
    #expect(try problem(of: Self.sound) == nil)
    let faults: [(String, (inout SmallPredictor) -> Void)] = [
      ("version", { $0.version = 2 }),
      ("no y", { $0.shape.removeLast() }),
      ("not full", { $0.steps[1].trees[0].splits.removeLast() }),
      ("not full", { $0.steps[0].trees[1].leaves.removeAll() }),
      ("number of landmarks", { $0.steps[1].trees[1].leaves[3].removeLast(2) }),
      ("pixel that is not there", { $0.steps[1].trees[0].splits[2].second = 70 }),
      ("pixel that is not there", { $0.steps[1].trees[0].splits[2].first = 1 << 40 }),
      (
        "pixel that is not there",
        {
          $0.steps[0].anchors = []
          $0.steps[0].places = []
        }
      ),
      ("landmark that is not there", { $0.steps[0].anchors[0] = 68 }),
      ("landmark that is not there", { $0.steps[0].anchors[0] = 1 << 63 }),
      ("no place", { $0.steps[0].places.removeLast() }),
    ]
    for (fault, damage) in faults {
      var predictor = Self.sound
      damage(&predictor)
      let problem = try #require(try problem(of: predictor), "\(fault)")
      #expect(problem.contains(fault))
    }
  }

  @Test("that is cut short anywhere is unreadable")
  func cutShort() throws {
    let folder = try TemporaryFolder()
    let bytes = Self.sound.serialized
    for length in stride(from: 0, to: bytes.count, by: 7) {
      try folder.write(Array(bytes[..<length]), to: "model")
      guard case .unreadable(_, "it ends too early") = refusal(of: folder("model")) else {
        Issue.record("\(length) bytes")
        continue
      }
    }
    try folder.write(bytes + [1, 2, 3], to: "model")
    #expect(refusal(of: folder("model")) == nil)
  }

  @Test("with other bytes anywhere is unreadable, or gives some landmarks")
  func otherBytes() throws {
    let folder = try TemporaryFolder()
    let bytes = Self.sound.serialized
    let image = PixelImage.noise(width: 30, height: 30)
    let box = Box(left: 3, top: 4, right: 25, bottom: 26)
    var random = SeededRandom(2)
    for _ in 0..<1500 {
      var damaged = bytes
      // Half of them among the pixels' indices and places, which are behind the leaves.
      let last = Bool.random(using: &random) ? bytes.count : 1200
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: max(0, last - 1200)..<last, using: &random)
        damaged[place] = UInt8.random(in: 0...255, using: &random)
      }
      try folder.write(damaged, to: "model")
      if let model = try? LandmarkModel(path: folder("model")) {
        _ = try model.landmarks(of: box, in: image)
      }
    }
  }

  @Test("that announces more than it holds is unreadable, and takes no memory for it")
  func absurdSizes() throws {
    let folder = try TemporaryFolder()
    let most: [UInt8] = [8] + [UInt8](repeating: 0xFF, count: 7) + [0x3F]
    let zero: [UInt8] = [1, 0]
    let version: [UInt8] = [1, 1]
    let one: [UInt8] = [1, 1]
    // A shape of two numbers, both 0.
    let shape: [UInt8] = [0x81, 2, 0x81, 1] + zero + zero + zero + zero
    let sizes: [[UInt8]] = [
      version + [0x84, 0xFE, 0xFF, 0xFF, 0x7F, 0x81, 1],
      version + [0x88] + most.dropFirst() + [0x81, 1],
      version + shape + most,
      version + shape + one + most,
      version + shape + one + one + most,
      version + shape + most + most + zero + one + [0x81, 2, 0x81, 1],
      version + shape + one + zero + one + most,
      version + shape + one + zero + one + zero + one + most,
    ]
    for bytes in sizes {
      try folder.write(bytes, to: "model")
      guard case .unreadable(_, let problem) = refusal(of: folder("model")) else {
        Issue.record("\(bytes)")
        continue
      }
      #expect(!problem.isEmpty, "\(bytes)")
    }
  }

  @Test("that is a folder is unreadable")
  func folder() throws {
    let folder = try TemporaryFolder()
    guard case .unreadable = refusal(of: folder.path) else {
      Issue.record("a folder was loaded")
      return
    }
  }

  @Test("with another number of landmarks is refused, with both numbers")
  func fiveLandmarks() throws {
    let folder = try TemporaryFolder()
    let path = folder("five.dat")
    reference_write_model(path, [Float](repeating: 0, count: 10), 5)
    let failure = try #require(refusal(of: path))
    #expect(failure == .landmarks(path: path, count: 5))
    #expect(failure.description.contains("5 landmarks, and 68 are needed"))
  }

  @Test("with 68 landmarks is taken, whoever trained it")
  func another() throws {
    let folder = try TemporaryFolder()
    reference_write_model(folder("other.dat"), [Float](repeating: 0, count: 136), 68)
    let model = try LandmarkModel(path: folder("other.dat"))
    let box = Box(left: 10, top: 20, right: 59, bottom: 69)
    let landmarks = try model.landmarks(of: box, in: .flat(width: 100, height: 100))
    #expect(landmarks.points.allSatisfy { $0 == Landmarks.Point(x: 10, y: 20) })
  }
}

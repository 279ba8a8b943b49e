@testable import Align
import Foundation
import TestSupport
import Testing

@Suite("The search for the face that a rule takes")
struct FaceSearchTests {
  /// All rules, those of labels with the boxes of the faces, a little moved, and of nothing.
  private static func rules(for faces: [DetectedFace]) -> [FaceRule] {
    let boxes = faces.map(\.box)
    let labelled = boxes.map { box in
      let moved = Box(
        left: box.left + box.area % 5, top: box.top - 3, right: box.right - 4, bottom: box.bottom)
      return FaceRule.labelled(FaceTarget(box: moved, rivals: boxes.filter { $0 != box }))
    }
    let elsewhere = FaceTarget(box: Box(left: -90, top: -90, right: -50, bottom: -50))
    return [.largest, .centre, .only, .labelled(elsewhere)] + labelled
  }

  /// Compares every rule's face with the one that it takes from all faces that dlib finds.
  private func expectFaces(
    of image: PixelImage, upsample: Int, sets: [InstructionSet] = InstructionSet.all,
    _ comment: Comment? = nil
  ) throws {
    let model = try TestModels.shared.get().detector
    let all = LibraryCalls.faces(in: image, upsample: upsample)
    for set in sets {
      let detector = try FaceDetector(model, instructionSet: set)
      for rule in Self.rules(for: all) {
        let finding = try detector.face(rule, in: image, upsample: upsample)
        do throws(Rejection) {
          let face = try rule.choose(from: all, width: image.width, height: image.height)
          guard case .face(let found, let count) = finding else {
            Issue.record("\(rule) finds none with \(set): \(comment ?? "")")
            continue
          }
          #expect(found.isAsOfDlib(face), "\(rule), \(set), \(comment ?? "")")
          #expect(count == (rule == .only ? 1 : nil))
        } catch {
          #expect(finding == .none(error), "\(rule), \(set), \(comment ?? "")")
        }
        let counted = try detector.face(rule, in: image, upsample: upsample, isCounting: true)
        #expect(counted == finding.counting(all.count), "\(rule), \(set), \(comment ?? "")")
      }
    }
  }

  @Test(
    "finds in a painted picture what the rule takes from all that dlib finds",
    arguments: Picture.allCases, AlignSettings.upsamples)
  func painted(picture: Picture, upsample: Int) throws {
    try expectFaces(of: picture.image, upsample: upsample)
  }

  @Test("finds it in noise, and in pictures of any size")
  func sizes() throws {
    var random = SeededRandom(3)
    let portrait = Picture.portrait.image
    for seed in 0..<12 as Range<UInt64> {
      let width = Int.random(in: 40...200, using: &random)
      let height = Int.random(in: 40...200, using: &random)
      try expectFaces(of: .noise(width: width, height: height, seed: seed), upsample: 1)
      let part = portrait.part(
        x: Int.random(in: 0...250 - width, using: &random),
        y: Int.random(in: 0...250 - height, using: &random), width: width, height: height)
      try expectFaces(of: part, upsample: Int(seed % 3))
    }
  }

  // The same picture again and again: as many faces of the same score, in which rounding decides.
  @Test("finds it among many that are alike")
  func repeated() throws {
    let portrait = Picture.portrait.image
    let tiled = portrait.tiled(columns: 3, rows: 2)
    #expect(LibraryCalls.faces(in: tiled, upsample: 0).count >= 6)
    try expectFaces(of: tiled, upsample: 0)
  }

  @Test("finds it in a large picture", arguments: [(2100, 1600, 1), (4000, 3000, 0)])
  func large(width: Int, height: Int, upsample: Int) throws {
    let image = Picture.couple.image.set(in: .noise(width: width, height: height), x: 900, y: 500)
    try expectFaces(
      of: image, upsample: upsample, sets: Array(InstructionSet.all.prefix(1)), "large")
  }

  // What the face could give way to is searched for in parts then.
  @Test("finds a face that fills a large picture")
  func filling() throws {
    let image = Picture.portrait.image.enlarged(7)
    let all = LibraryCalls.faces(in: image, upsample: 1)
    let largest = try FaceRule.largest.choose(from: all, width: image.width, height: image.height)
    let detector = try FaceDetector(try TestModels.shared.get().detector)
    guard case .face(let face, nil) = try detector.face(.largest, in: image, upsample: 1) else {
      Issue.record("no face")
      return
    }
    #expect(face.isAsOfDlib(largest))
  }

  @Test(
    "finds in every photograph what the rule takes from all that dlib finds",
    .enabled(if: SharedPhotographs.areThere, "\(SharedPhotographs.absence)"))
  func photographs() throws {
    let decoder = ImageDecoder(limits: ImageLimits())
    let files = try #require(
      FileManager.default.enumerator(atPath: "\(SharedPhotographs.folder)/raw"))
    let paths = files.compactMap { $0 as? String }
      .filter { $0.hasSuffix("jpg") || $0.hasSuffix("jpeg") || $0.hasSuffix("png") }.sorted()
    #expect(paths.count == 78)
    for (number, path) in paths.enumerated() {
      let bytes = try Data(
        contentsOf: URL(fileURLWithPath: "\(SharedPhotographs.folder)/raw/\(path)"))
      let image = try decoder.decode(Array(bytes)).image
      // The others have each a turn.
      let sets = InstructionSet.all
      try expectFaces(
        of: image, upsample: 1, sets: [sets[0], sets[number % sets.count]], "\(path)")
    }
  }
}

@Suite("The windows in which a filter responds")
struct FilterResponseTests {
  @Test(
    "are dlib's, with every instruction set",
    arguments: Picture.allCases, InstructionSet.all)
  func windows(picture: Picture, set: InstructionSet) throws {
    let image = picture.image
    let detector = try FaceDetector(
      try TestModels.shared.get().detector, instructionSet: set)
    let windows = try detector.responses(in: image, upsample: 0)
    let expected = LibraryCalls.responses(in: image)
    // Where single precision decides between both sides of the threshold, there may be one more.
    func sorted(_ faces: [DetectedFace]) -> [DetectedFace] {
      faces.filter { $0.score > 1e-5 }.sorted {
        ($0.box.left, $0.box.top, $0.box.right, $0.score)
          < ($1.box.left, $1.box.top, $1.box.right, $1.score)
      }
    }
    #expect(sorted(windows).isAsOfDlib(sorted(expected)))
  }
}

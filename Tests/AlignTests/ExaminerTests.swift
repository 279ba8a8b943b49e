import Foundation
import Sample
import Shard
import TestSupport
import Testing

@testable import Align

@Suite("An examination")
struct ExaminerTests {
  private func examine(
    _ image: PixelImage, _ rule: FaceRule = .largest, settings: AlignSettings = AlignSettings(),
    refusal: Rejection? = nil
  ) throws -> Examination {
    Examiner(try TestModels.shared.get(), settings: settings)
      .examine(try image.png(), face: rule, refusal: refusal)
  }

  @Test("has the outcome of an alignment, and all faces", arguments: Picture.allCases)
  func outcome(picture: Picture) throws {
    let aligner = try Aligner(try TestModels.shared.get(), settings: AlignSettings())
    let examination = try examine(picture.image)
    #expect(examination.outcome == aligner.align(try picture.image.png()))
    let faces = LibraryCalls.faces(in: picture.image, upsample: 1)
    #expect(examination.faces.map(\.face).isAsOfDlib(faces))
    #expect(examination.photograph?.image == picture.image)
    #expect(examination.chosen.map { examination.faces[$0].face } == examination.face?.detection)
    #expect((examination.chosen == nil) == faces.isEmpty)
  }

  @Test(
    "finds what is nearly a face where dlib's own call finds it, with the same negative scores",
    arguments: Picture.allCases, AlignSettings.upsamples)
  func candidates(picture: Picture, upsample: Int) throws {
    let image = picture.image.part(
      x: 0, y: 0, width: picture.image.width * 3 / 5, height: picture.image.height)
    for image in [picture.image, image] {
      let expected = LibraryCalls.faces(in: image, upsample: upsample, adjustment: -1)
      let examination = try examine(image, settings: AlignSettings(upsample: upsample))
      if examination.rejection == nil {
        #expect(examination.candidates.isEmpty)
      } else {
        #expect(
          examination.candidates.isAsOfDlib(Array(expected.filter { $0.score < 0 }.prefix(5))))
      }
      let lowered = try FaceDetector(try TestModels.shared.get().detector.lowered(by: 1))
      let best = try lowered.best(40, in: image, upsample: upsample)
        .map { DetectedFace(box: $0.box, score: $0.score - 1) }
      #expect(best.isAsOfDlib(Array(expected.prefix(40))), "\(picture) \(upsample)")
    }
  }

  @Test("says that nothing is near in an image without anything")
  func nothing() throws {
    let grey = PixelImage(
      width: 120, height: 90, rgb: [UInt8](repeating: 128, count: 3 * 120 * 90))
    let examination = try examine(grey)
    #expect(examination.rejection == .noFace(width: 120, height: 90))
    #expect(examination.candidates.isEmpty && examination.faces.isEmpty)
  }

  @Test("explains which face is taken and why the others are not")
  func reasons() throws {
    let couple = Picture.couple.image
    let faces = try examine(couple).faces.map(\.face)
    try #require(faces.count == 2)
    let (large, small) =
      faces[0].box.area > faces[1].box.area ? (faces[0], faces[1]) : (faces[1], faces[0])
    func why(_ rule: FaceRule) throws -> (large: String, small: String) {
      let examined = try examine(couple, rule).faces
      return (
        try #require(examined.first { $0.face == large }).why,
        try #require(examined.first { $0.face == small }).why
      )
    }
    #expect(try why(.largest) == ("the largest of 2", "smaller"))
    let only = "one of 2, and only the face of a photograph of one is taken"
    #expect(try why(.only) == (only, only))
    let labelled = FaceRule.labelled(FaceTarget(box: small.box))
    #expect(try why(labelled).small == "overlaps the labelled box by 1.00")
    #expect(try why(labelled).large.hasSuffix("and 0.3 is needed"))
    let rival = FaceRule.labelled(FaceTarget(box: small.box, rivals: [small.box, large.box]))
    #expect(try why(rival).small == "overlaps the labelled box by 1.00")
    let centre = try examine(couple, .centre)
    #expect(centre.faces.contains { $0.why == "the nearest of 2 to the centre" })
    #expect(
      centre.faces.contains {
        $0.why.hasSuffix(
          " pixels from the centre, and the chosen one "
            + "\(distance(try? #require(centre.face?.detection.box), in: couple))")
      })
    #expect(try examine(Picture.portrait.image).faces.map(\.why) == ["the only one"])
    let refusal = Rejection.wrongFile(sha256: "a", stated: "b")
    let refused = try examine(couple, refusal: refusal)
    #expect(refused.rejection == refusal && refused.chosen == nil)
    #expect(refused.faces.map(\.why) == ["the file is refused", "the file is refused"])
  }

  private func distance(_ box: Box?, in image: PixelImage) -> String {
    guard let box else { return "" }
    let x = Double(box.left + box.right) / 2 - Double(image.width - 1) / 2
    let y = Double(box.top + box.bottom) / 2 - Double(image.height - 1) / 2
    return (x * x + y * y).squareRoot().fixed(1)
  }

  @Test("has the labelled box's overlap of each face, and candidates where none is on it")
  func labelled() throws {
    let target = FaceTarget(box: Box(left: 0, top: 0, right: 30, bottom: 30))
    let examination = try examine(Picture.couple.image, .labelled(target))
    #expect(examination.rejection == .labelledFaceNotFound(box: target.box, found: 2))
    #expect(examination.faces.allSatisfy { $0.overlap == $0.face.box.overlap(with: target.box) })
    #expect(examination.candidates.allSatisfy { $0.score < 0 })
  }

  @Test("has no photograph where none can be decoded, and still says what the file is")
  func undecodable() throws {
    let examiner = Examiner(try TestModels.shared.get(), settings: AlignSettings())
    let text = examiner.examine(Array("hello".utf8))
    #expect(text.photograph == nil && text.format == nil && text.faces.isEmpty)
    #expect(text.rejection?.reason == "not_an_image")
    let cut = examiner.examine(Array(try Picture.portrait.image.png().prefix(3000)))
    #expect(cut.photograph == nil && cut.format == .png && cut.rejection?.reason == "corrupt")
    #expect(try ExaminationPicture(text) == nil)
  }

  @Test("at the least cost has the face of an alignment at the least cost")
  func fast() throws {
    let large = Painter.paint(
      Person(seed: 4), beside: Person(seed: 5), Shot(seed: 6), width: 1600, height: 1200
    ).image
    let settings = AlignSettings(isFast: true)
    let jpeg = try large.jpeg()
    let models = try TestModels.shared.get()
    let examination = Examiner(models, settings: settings).examine(jpeg)
    #expect(examination.outcome == (try Aligner(models, settings: settings)).align(jpeg))
    #expect(examination.chosen.map { examination.faces[$0].face } == examination.face?.detection)
    #expect(examination.photograph?.fullWidth == 1600)
    #expect(examination.photograph?.image.width == 1600)
  }

  @Test("knows the rotation: that of the eyes' line", arguments: [-150.0, -30, 0, 12.5, 90, 170])
  func rotation(degrees: Double) throws {
    // Eyes a long way apart, so that whole pixels tell angles finely.
    let (x, y) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
    let points = (0..<68).map { index in
      let along = 42...47 ~= index ? 100_000.0 : 0
      return Landmarks.Point(x: Int((x * along).rounded()), y: Int((y * along).rounded()))
    }
    #expect(abs(Landmarks(points).rotation - degrees) < 0.001)
  }

  @Test("has the transform that takes the anchors to their places", arguments: AnchorSet.allCases)
  func transform(anchors: AnchorSet) throws {
    let warp = FaceWarp(size: 112, anchors: anchors)
    let landmarks = try #require(try Picture.landmarks.get()[.tall])
    let rows = try warp.transform(of: landmarks).rows
    for (point, place) in zip(anchors.points(of: landmarks), warp.anchorPlaces) {
      let taken = rows.map { $0[0] * Double(point.x) + $0[1] * Double(point.y) + $0[2] }
      #expect(abs(taken[0] - Double(place.x)) < 1e-4 && abs(taken[1] - Double(place.y)) < 1e-4)
    }
    let half = AffineTransform(rows: [[0, -0.5, 3], [0.5, 0, 4]])
    #expect(half.scale == 0.5)
  }
}

import Align
import Testing

@Suite("What is found in a picture")
struct DetectionTests {
  @Test(
    "is what dlib's own call finds: every box and score, in its order",
    arguments: Picture.allCases, AlignSettings.upsamples)
  func boxes(picture: Picture, upsample: Int) throws {
    let detector = try FaceDetector(try TestModels.shared.get().detector)
    let found = try detector.faces(in: picture.image, upsample: upsample)
    #expect(found.isAsOfDlib(LibraryCalls.faces(in: picture.image, upsample: upsample)))
  }

  @Test(
    "has the landmarks of dlib's own call, of every face",
    arguments: Picture.allCases.filter { $0 != .landscape })
  func landmarks(picture: Picture) throws {
    let models = try TestModels.shared.get()
    let found = try FaceDetector(models.detector).faces(in: picture.image, upsample: 1)
    #expect(!found.isEmpty)
    for face in found {
      #expect(
        try models.landmarks.landmarks(of: face.box, in: picture.image)
          == LibraryCalls.landmarks(of: face.box, in: picture.image))
    }
  }

  @Test("is one face in a portrait, two in a couple and none in a landscape")
  func counts() throws {
    let detector = try FaceDetector(try TestModels.shared.get().detector)
    func count(_ picture: Picture) throws -> Int {
      try detector.faces(in: picture.image, upsample: 1).count
    }
    #expect(try count(.portrait) == 1)
    #expect(try count(.couple) == 2)
    #expect(try count(.landscape) == 0)
  }

  @Test("reaches past the edge where the face does")
  func cut() throws {
    let detector = try FaceDetector(try TestModels.shared.get().detector)
    let left = try #require(
      try detector.faces(in: Picture.cutByTheLeftEdge.image, upsample: 1).first)
    #expect(left.box.left < 0)
    let below = Picture.cutByTheBottomEdge.image
    let bottom = try #require(try detector.faces(in: below, upsample: 1).first)
    #expect(bottom.box.bottom >= below.height)
  }

  @Test("is smaller with each doubling")
  func doubling() throws {
    let detector = try FaceDetector(try TestModels.shared.get().detector)
    #expect(try detector.faces(in: Picture.distant.image, upsample: 0).isEmpty)
    #expect(try detector.faces(in: Picture.distant.image, upsample: 1).count == 1)
  }

  @Test(
    "is nothing, as with dlib's own call, in a picture too small for a face",
    arguments: [(1, 1), (1, 200), (200, 1), (10, 10), (79, 79)])
  func tiny(width: Int, height: Int) throws {
    let detector = try FaceDetector(try TestModels.shared.get().detector)
    let image = PixelImage.noise(width: width, height: height)
    for upsample in AlignSettings.upsamples {
      let found = try detector.faces(in: image, upsample: upsample)
      #expect(found.isEmpty)
      #expect(LibraryCalls.faces(in: image, upsample: upsample).isEmpty)
    }
  }

  @Test("does not depend on what the detector searched before")
  func scratch() throws {
    let detector = try FaceDetector(try TestModels.shared.get().detector)
    let first = try detector.faces(in: Picture.couple.image, upsample: 1)
    _ = try detector.faces(in: Picture.tall.image, upsample: 2)
    _ = try detector.faces(in: .noise(width: 3, height: 5), upsample: 0)
    #expect(try detector.faces(in: Picture.couple.image, upsample: 1) == first)
  }
}

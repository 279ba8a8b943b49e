import Align
import Foundation
import Synchronization
import Testing

@Suite("An aligner")
struct AlignerTests {
  private func face(_ outcome: AlignOutcome) throws -> Face {
    guard case .face(let face) = outcome else {
      Issue.record("\(outcome)")
      throw CancellationError()
    }
    return face
  }

  @Test("says how long each stage took, whatever came of it")
  func times() throws {
    let aligner = try Aligner(try TestModels.shared.get(), settings: AlignSettings())
    _ = aligner.align(try Picture.portrait.image.png())
    let times = aligner.times
    for time in [times.decode, times.detect, times.landmarks, times.warp, times.describe] {
      #expect(time > 0)
    }
    #expect(
      aligner.align(try Picture.landscape.image.png())
        == .rejected(.noFace(width: 250, height: 250)))
    #expect(aligner.times.decode > 0 && aligner.times.detect > 0 && aligner.times.landmarks == 0)
    _ = aligner.align(Array(try Picture.portrait.image.png().prefix(60)))
    #expect(aligner.times.decode > 0 && aligner.times.detect == 0)
  }

  @Test(
    "gives what the libraries' own calls give, one after another",
    arguments: Picture.allCases.filter { $0 != .landscape })
  func ownCalls(picture: Picture) throws {
    let settings = AlignSettings(warp: FaceWarp(arithmetic: .opencv4))
    let aligner = try Aligner(try TestModels.shared.get(), settings: settings)
    let image = picture.image
    let face = try face(aligner.align(try image.png()))
    let found = LibraryCalls.faces(in: image, upsample: 1)
    let sizes = found.map { face in
      (face.box.right - face.box.left + 1) * (face.box.bottom - face.box.top + 1)
    }
    let largest = try #require(zip(found, sizes).max { $0.1 < $1.1 }?.0)
    let landmarks = LibraryCalls.landmarks(of: largest.box, in: image)
    #expect(face.detection.isAsOfDlib(largest))
    #expect(face.facesFound == nil)
    #expect(face.landmarks == landmarks)
    #expect(
      face.image
        == LibraryCalls.aligned(landmarks, in: image, to: .outerEyesAndNose, size: 96))
    #expect(face.sourceWidth == image.width && face.sourceHeight == image.height)
    #expect(face.sharpness == face.image.sharpness)
    #expect(face.warning == nil)
  }

  @Test("takes the largest face, though dlib is surer of a smaller one")
  func largest() throws {
    let image = Picture.tiltedCouple.image
    let found = LibraryCalls.faces(in: image, upsample: 1)
    try #require(found.count == 2 && found[0].score > found[1].score)
    try #require(found[0].box.area < found[1].box.area)
    let aligner = try Aligner(try TestModels.shared.get(), settings: AlignSettings())
    #expect(try face(aligner.align(try image.png())).detection.isAsOfDlib(found[1]))
  }

  @Test("uses the size, the anchors and the doubling that it is given")
  func settings() throws {
    let models = try TestModels.shared.get()
    let image = Picture.tall.image
    let warp = FaceWarp(size: 160, anchors: .innerEyesAndBottomLip, arithmetic: .opencv4)
    let aligner = try Aligner(models, settings: AlignSettings(warp: warp, upsample: 2))
    let face = try face(aligner.align(try image.png()))
    let found = try #require(LibraryCalls.faces(in: image, upsample: 2).first)
    let landmarks = LibraryCalls.landmarks(of: found.box, in: image)
    #expect(
      face.image
        == LibraryCalls.aligned(landmarks, in: image, to: .innerEyesAndBottomLip, size: 160))
  }

  @Test("has OpenFace's settings where none are given")
  func defaults() {
    let settings = AlignSettings()
    #expect(settings.upsample == 1)
    #expect(settings.warp == FaceWarp(size: 96, anchors: .outerEyesAndNose, arithmetic: .opencv5))
    #expect(settings.limits == ImageLimits(pixels: 50_000_000, edge: nil))
  }

  @Test("says that a picture of nobody has no face, and how large it is")
  func nobody() throws {
    let aligner = try Aligner(try TestModels.shared.get(), settings: AlignSettings())
    let outcome = aligner.align(try Picture.landscape.image.png())
    #expect(outcome == .rejected(.noFace(width: 250, height: 250)))
  }

  @Test(
    "finds no face, and no fault, in the smallest pictures",
    arguments: [(1, 1), (1, 200), (10, 10), (79, 79)])
  func tiny(width: Int, height: Int) throws {
    let aligner = try Aligner(try TestModels.shared.get(), settings: AlignSettings(upsample: 2))
    let outcome = aligner.align(try PixelImage.noise(width: width, height: height).png())
    #expect(outcome == .rejected(.noFace(width: width, height: height)))
  }

  @Test("keeps a face whose file ends too soon, and says so")
  func warning() throws {
    let aligner = try Aligner(try TestModels.shared.get(), settings: AlignSettings())
    let whole = try Picture.portrait.image.jpeg()
    let face = try face(aligner.align(Array(whole.prefix(whole.count * 95 / 100))))
    #expect(face.warning != nil)
  }

  @Test("gives on several threads what it gives on one")
  func threads() throws {
    let models = try TestModels.shared.get()
    let settings = AlignSettings(warp: FaceWarp(arithmetic: .opencv4))
    let files = try [Picture.portrait, .tall, .landscape].map { try $0.image.png() }
    let alone = try Aligner(models, settings: settings)
    let expected = files.map { alone.align($0) }
    let agreeing = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: 4) { thread in
      guard let aligner = try? Aligner(models, settings: settings) else { return }
      for index in files.indices {
        let at = (index + thread) % files.count
        if aligner.align(files[at]) == expected[at] { agreeing.withLock { $0 += 1 } }
      }
    }
    #expect(agreeing.withLock { $0 } == 4 * files.count)
  }
}

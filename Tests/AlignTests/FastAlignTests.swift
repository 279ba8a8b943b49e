import Align
import Testing

@Suite("A fast alignment")
struct FastAlignTests {
  private func face(
    _ image: PixelImage, _ settings: AlignSettings, _ rule: FaceRule = .largest
  ) throws -> Face {
    let aligner = try Aligner(try TestModels.shared.get(), settings: settings)
    guard case .face(let face) = aligner.align(try image.jpeg(quality: 95), face: rule) else {
      Issue.record("no face")
      throw CancellationError()
    }
    return face
  }

  @Test(
    "of a large photograph has nearly the exact one's place and pixels",
    arguments: [Picture.portrait, .tall, .couple], [4, 8])
  func large(picture: Picture, factor: Int) throws {
    let image = picture.image.enlarged(factor)
    let exact = try face(image, AlignSettings())
    let fast = try face(image, AlignSettings(isFast: true))
    #expect(fast.sourceWidth == image.width && fast.sourceHeight == image.height)
    #expect(fast.detection.box.overlap(with: exact.detection.box) > 0.6)
    let difference = zip(fast.image.rgb, exact.image.rgb).reduce(0) {
      $0 + abs(Int($1.0) - Int($1.1))
    }
    #expect(difference / exact.image.rgb.count < 20)
  }

  @Test("does not find a face that is small where the photograph is searched")
  func tooSmall() throws {
    let plain = PixelImage(
      width: 3000, height: 2400, rgb: [UInt8](repeating: 90, count: 3 * 3000 * 2400))
    // At a quarter of the width the face is some 15 pixels wide.
    let photograph = try Picture.distant.image.set(in: plain, x: 700, y: 500).jpeg(quality: 95)
    for (settings, isFound) in [(AlignSettings(), true), (AlignSettings(isFast: true), false)] {
      let outcome = try Aligner(try TestModels.shared.get(), settings: settings).align(photograph)
      if case .face = outcome {
        #expect(isFound)
      } else {
        #expect(
          !isFound && outcome == .rejected(.noFace(width: plain.width, height: plain.height)))
      }
    }
  }

  @Test("takes the face that a label means, where that is stated in the photograph's pixels")
  func labelled() throws {
    let image = Picture.couple.image.enlarged(6)
    let aligner = try FaceDetector(try TestModels.shared.get().detector)
    for face in try aligner.faces(in: Picture.couple.image, upsample: 1) {
      let box = Box(
        left: face.box.left * 6, top: face.box.top * 6, right: face.box.right * 6 + 5,
        bottom: face.box.bottom * 6 + 5)
      let fast = try self.face(
        image, AlignSettings(isFast: true), .labelled(FaceTarget(box: box)))
      #expect(fast.detection.box.overlap(with: box) > 0.6)
    }
  }

  @Test("of a small photograph is the exact one", arguments: [Picture.portrait, .tall, .distant])
  func small(picture: Picture) throws {
    let exact = try face(picture.image, AlignSettings())
    #expect(try face(picture.image, AlignSettings(isFast: true)) == exact)
  }
}

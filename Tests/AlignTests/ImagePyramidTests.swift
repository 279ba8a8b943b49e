import Align
import TestSupport
import Testing

@Suite("The pyramid of images that faces are searched in")
struct ImagePyramidTests {
  private static let upsamples = [0, 1, 2]

  @Test("has dlib's levels of painted pictures", arguments: Picture.allCases, upsamples)
  func paintedPictures(picture: Picture, upsample: Int) {
    expectLevels(of: picture.image, upsample: upsample)
  }

  @Test("has dlib's levels of noise of any size", arguments: upsamples)
  func noise(upsample: Int) {
    var random = SeededRandom(UInt64(11 + upsample))
    for seed in 0..<30 as Range<UInt64> {
      let width = Int.random(in: 40...300, using: &random)
      let height = Int.random(in: 40...300, using: &random)
      expectLevels(of: .noise(width: width, height: height, seed: seed), upsample: upsample)
    }
  }

  @Test("has dlib's levels for every remainder of the width")
  func everyRemainder() {
    for width in 64..<160 {
      expectLevels(of: .noise(width: width, height: 66), upsample: width % 2)
    }
  }

  // What dlib's rounding makes of an even surface is not always its level.
  @Test("has dlib's levels of even surfaces", arguments: [0, 1, 127, 128, 254, 255] as [UInt8])
  func flat(level: UInt8) {
    for upsample in Self.upsamples {
      expectLevels(of: .flat(width: 133, height: 98, level: level), upsample: upsample)
    }
  }

  @Test("has dlib's one level of images that are too small for more", arguments: upsamples)
  func tiny(upsample: Int) {
    for width in 1...12 {
      for height in 1...5 {
        expectLevels(of: .noise(width: width, height: height), upsample: upsample)
      }
    }
  }

  // dlib adds up positions in single precision, which is far off at the end of a long row.
  @Test(
    "has dlib's levels of large and of long images",
    arguments: [(4000, 3000, 0), (1500, 1100, 1), (8000, 80, 1), (5000, 70, 2), (90, 3000, 1)])
  func large(width: Int, height: Int, upsample: Int) {
    expectLevels(of: .noise(width: width, height: height), upsample: upsample, everyTarget: false)
  }

  @Test("gives of a part what it gives of the whole", arguments: ImagePyramid.targets)
  func parts(target: Int64) {
    let pyramid = ImagePyramid()
    var random = SeededRandom(5)
    for round in 0..<60 {
      let image = PixelImage.noise(
        width: Int.random(in: 60...400, using: &random),
        height: Int.random(in: 60...400, using: &random), seed: UInt64(round))
      let upsample = round % 3
      let whole = pyramid.levels(of: image, upsample: upsample, target: target)
      var asked: [LevelPart?] = []
      let made = pyramid.levels(of: image, upsample: upsample, target: target) { sizes in
        asked = sizes.map { size in
          Bool.random(using: &random)
            ? LevelPart.random(width: size.width, height: size.height, using: &random) : nil
        }
        return asked
      }
      #expect(made.count == whole.count)
      for (level, part) in asked.enumerated() {
        let own = part.flatMap { part in
          whole[level]?.part(x: part.x, y: part.y, width: part.width, height: part.height)
        }
        #expect(made[level] == own, "level \(level) of round \(round)")
      }
    }
  }

  @Test("gives a level of which no finer one is asked for", arguments: ImagePyramid.targets)
  func coarsestAlone(target: Int64) {
    let image = PixelImage.noise(width: 900, height: 700)
    let whole = LibraryCalls.pyramid(of: image, upsample: 0)
    for wanted in whole.indices {
      let made = ImagePyramid().levels(of: image, upsample: 0, target: target) { sizes in
        sizes.enumerated().map { level, size in
          level == wanted ? LevelPart(x: 0, y: 0, width: size.width, height: size.height) : nil
        }
      }
      #expect(made.count == whole.count && made[wanted] == whole[wanted], "level \(wanted)")
    }
  }

  /// Holds all levels against dlib's, with each instruction set or with the best alone.
  private func expectLevels(
    of image: PixelImage, upsample: Int, everyTarget: Bool = true,
    at location: SourceLocation = #_sourceLocation
  ) {
    let own = LibraryCalls.pyramid(of: image, upsample: upsample)
    let pyramid = ImagePyramid()
    for target in everyTarget ? ImagePyramid.targets : [0] {
      let made = pyramid.levels(of: image, upsample: upsample, target: target)
      #expect(made.count == own.count, sourceLocation: location)
      for (level, (one, other)) in zip(made, own).enumerated() {
        let same = one == other
        #expect(
          same, "level \(level) of \(image.width)x\(image.height), doubled \(upsample) times",
          sourceLocation: location)
      }
    }
  }
}

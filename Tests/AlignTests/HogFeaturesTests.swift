import Align
import CReference
import CVision
import TestSupport
import Testing

@Suite("HOG features")
struct HogFeaturesTests {
  private static let planes = 31

  /// The features of a part of an image, and of the whole as dlib computes them.
  private func features(
    of image: PixelImage, _ part: vision_rect, target: Int64
  ) -> [Float] {
    let count = Self.planes * Int((part.right - part.left) * (part.bottom - part.top))
    var out = [Float](repeating: 0, count: count)
    let isDone = vision_features(
      image.rgb, Int32(image.width), Int32(image.height), part, target, &out, nil)
    return isDone ? out : []
  }

  private func expectFeatures(of image: PixelImage, _ comment: Comment? = nil) {
    var (columns, rows): (Int32, Int32) = (0, 0)
    vision_features_size(Int32(image.width), Int32(image.height), &columns, &rows)
    var (dlibColumns, dlibRows): (Int64, Int64) = (0, 0)
    var expected = [Float](repeating: 0, count: Self.planes * Int(columns * rows))
    reference_features(
      image.rgb, Int32(image.width), Int32(image.height), &dlibColumns, &dlibRows, &expected,
      Int64(expected.count))
    #expect(Int64(columns) == dlibColumns && Int64(rows) == dlibRows)
    if expected.isEmpty { return }
    let whole = vision_rect(left: 0, top: 0, right: columns, bottom: rows)
    var first: [Float]?
    for target in ImagePyramid.targets {
      let found = features(of: image, whole, target: target)
      // Sums of up to 256 gradients in another order; features are at most 0.7.
      let worst = zip(found, expected).map { abs($0 - $1) }.max() ?? 1
      #expect(found.count == expected.count && worst < 1e-6, comment)
      #expect(first == nil || found == first, "every instruction set gives the same bits")
      first = found
    }
  }

  @Test("are dlib's of painted pictures", arguments: Picture.allCases)
  func painted(picture: Picture) { expectFeatures(of: picture.image) }

  @Test("are dlib's of noise and of even surfaces, of any size")
  func noise() {
    var random = SeededRandom(7)
    for seed in 0..<40 as Range<UInt64> {
      let width = Int.random(in: 1...200, using: &random)
      let height = Int.random(in: 1...200, using: &random)
      expectFeatures(
        of: .noise(width: width, height: height, seed: seed), "\(width)x\(height)")
    }
    expectFeatures(of: .flat(width: 90, height: 70, level: 200))
  }

  @Test("are dlib's for every remainder of the width")
  func everyRemainder() {
    for width in 40..<57 { expectFeatures(of: .noise(width: width, height: 41)) }
  }

  @Test("are dlib's of a large image")
  func large() { expectFeatures(of: .noise(width: 4000, height: 3000)) }

  // Two channels with gradients of the same length and another direction.
  @Test("take dlib's channel of two that are equally strong")
  func ties() {
    let image = PixelImage.noise(width: 64, height: 64)
    let levels = image.rgb.map { $0 < 128 ? UInt8(0) : 255 }
    expectFeatures(of: PixelImage(width: 64, height: 64, rgb: levels))
  }

  @Test("of a part are those of the whole", arguments: ImagePyramid.targets)
  func parts(target: Int64) {
    let image = Picture.couple.image
    var (columns, rows): (Int32, Int32) = (0, 0)
    vision_features_size(Int32(image.width), Int32(image.height), &columns, &rows)
    let whole = features(
      of: image, vision_rect(left: 0, top: 0, right: columns, bottom: rows), target: target)
    var random = SeededRandom(2)
    for _ in 0..<20 {
      let left = Int32.random(in: 0..<columns, using: &random)
      let top = Int32.random(in: 0..<rows, using: &random)
      let part = vision_rect(
        left: left, top: top, right: Int32.random(in: left + 1...columns, using: &random),
        bottom: Int32.random(in: top + 1...rows, using: &random))
      var expected: [Float] = []
      for plane in 0..<Self.planes {
        for row in part.top..<part.bottom {
          let start = (plane * Int(rows) + Int(row)) * Int(columns)
          expected += whole[start + Int(part.left)..<start + Int(part.right)]
        }
      }
      #expect(features(of: image, part, target: target) == expected)
    }
  }
}

import Align
import CVision
import Foundation
import Shard
import TestSupport
import Testing

@Suite("A warp with OpenCV 5's arithmetic")
struct OpenCV5WarpTests {
  @Test(
    "gives the pixels of OpenCV 5's own calls for landmarks in any place",
    .enabled(if: OpenCV5.python != nil, "\(OpenCV5.absence)"))
  func ownCalls() throws {
    let python = try #require(OpenCV5.python)
    let transforms = RandomTransform.all(count: 150, seed: 3)
    let results = try OpenCV5.aligned(transforms, with: python)
    for (transform, expected) in zip(transforms, results) {
      let warp = FaceWarp(size: transform.size, anchors: transform.anchors)
      let face = try warp.face(of: transform.landmarks, in: transform.image)
      #expect(
        face.rgb == expected,
        "\(transform.image.width)x\(transform.image.height) to \(transform.size)")
    }
  }

  @Test("gives pixels of the digests that OpenCV 5's own calls gave")
  func digests() throws {
    for (transform, digest) in zip(OpenCV5.pinned, OpenCV5.digests) {
      let warp = FaceWarp(size: transform.size, anchors: transform.anchors)
      let face = try warp.face(of: transform.landmarks, in: transform.image)
      #expect(SHA256.hexadecimal(of: face.rgb) == digest, "to \(transform.size)")
    }
  }

  @Test(
    "is compared with digests that OpenCV 5 gives here, too",
    .enabled(if: OpenCV5.python != nil, "\(OpenCV5.absence)"))
  func pinned() throws {
    let python = try #require(OpenCV5.python)
    let results = try OpenCV5.aligned(OpenCV5.pinned, with: python)
    #expect(results.map { SHA256.hexadecimal(of: $0) } == OpenCV5.digests)
    #expect(Set(OpenCV5.pinned.map { $0.size % 16 == 0 }) == [true, false])
  }

  @Test("gives the same pixels with every instruction set, with a fused multiply-add or without")
  func instructions() throws {
    #expect(!InstructionSet.all.isEmpty)
    for transform in RandomTransform.all(count: 150, seed: 11) {
      let warp = FaceWarp(size: transform.size, anchors: transform.anchors)
      let face = try warp.face(of: transform.landmarks, in: transform.image)
      let edge = Float(warp.size)
      let source = warp.anchors.points(of: transform.landmarks)
        .flatMap { [Float($0.x), Float($0.y)] }
      let target = warp.anchors.anchors.flatMap { [edge * $0.x, edge * $0.y] }
      for set in InstructionSet.all {
        var pixels = [UInt8](repeating: 0, count: face.rgb.count)
        var error = vision_error()
        let succeeded = vision_align(
          transform.image.rgb, Int32(transform.image.width), Int32(transform.image.height), source,
          target, Int32(warp.size), VISION_WARP_OPENCV5, set.target, &pixels, &error)
        #expect(succeeded && pixels == face.rgb, "\(set) to \(warp.size)")
      }
    }
  }

  @Test("is within rounding of exact interpolation, black where the picture ends")
  func exact() throws {
    for transform in RandomTransform.all(count: 40, seed: 5) where transform.isWellFormed {
      let warp = FaceWarp(size: transform.size, anchors: transform.anchors)
      let face = try warp.face(of: transform.landmarks, in: transform.image)
      let exact = ExactInterpolation(of: transform)
      var worst = 0.0
      for row in stride(from: 0, to: transform.size, by: 3) {
        for column in 0..<transform.size {
          let at = 3 * (row * transform.size + column)
          for (channel, level) in exact.levels(column: column, row: row).enumerated() {
            worst = max(worst, abs(Double(face.rgb[at + channel]) - level))
          }
        }
      }
      // Half a level for rounding, and what single-precision positions move between two random
      // pixels.
      #expect(worst < 0.6)
    }
  }

  @Test("takes pictures of any shape")
  func shapes() throws {
    let landmarks = RandomTransform.all(count: 1, seed: 1)[0].landmarks
    for (width, height) in [(1, 1), (1, 60_000), (60_000, 1)] {
      let face = try FaceWarp().face(of: landmarks, in: .flat(width: width, height: height))
      #expect(face.width == 96)
    }
  }

  @Test("differs from OpenCV 4's by few levels, and does differ")
  func arithmetics() throws {
    let picture = Picture.portrait.image
    let landmarks = try #require(try Picture.landmarks.get()[.portrait])
    let five = try FaceWarp().face(of: landmarks, in: picture)
    let four = try FaceWarp(arithmetic: .opencv4).face(of: landmarks, in: picture)
    let differences = zip(five.rgb, four.rgb).map { abs(Int($0) - Int($1)) }
    #expect((1...8).contains(differences.max() ?? 0))
  }
}

import Align
import Testing

/// The sizes that every warp is tried at: the ends, the default, and one that is no multiple of 16.
let warpSizes = [32, 96, 100, 160, 512]

@Suite("A warp with OpenCV 4's arithmetic")
struct WarpTests {
  @Test(
    "gives the pixels of OpenCV's own calls on every picture with a face",
    arguments: AnchorSet.allCases, warpSizes)
  func pixels(anchors: AnchorSet, size: Int) throws {
    let warp = FaceWarp(size: size, anchors: anchors, arithmetic: .opencv4)
    let all = try Picture.landmarks.get()
    #expect(all.count == Picture.allCases.count - 1, "of all but the landscape")
    for (picture, landmarks) in all {
      let aligned = try warp.face(of: landmarks, in: picture.image)
      #expect(aligned.width == size && aligned.height == size)
      let own = LibraryCalls.aligned(landmarks, in: picture.image, to: anchors, size: size)
      #expect(aligned == own, "\(picture)")
    }
  }

  @Test("gives the pixels of OpenCV's own calls for landmarks in any place")
  func anywhere() throws {
    for transform in RandomTransform.all(count: 60, seed: 8) {
      let warp = FaceWarp(
        size: transform.size, anchors: transform.anchors, arithmetic: .opencv4)
      #expect(
        try warp.face(of: transform.landmarks, in: transform.image)
          == LibraryCalls.aligned(
            transform.landmarks, in: transform.image, to: transform.anchors, size: transform.size))
    }
  }

  @Test("takes pictures of up to its longest edge, and OpenCV refuses longer ones")
  func longestEdge() throws {
    let landmarks = RandomTransform.all(count: 1, seed: 1)[0].landmarks
    let edge = try #require(WarpArithmetic.opencv4.longestEdge)
    let warp = FaceWarp(arithmetic: .opencv4)
    _ = try warp.face(of: landmarks, in: .flat(width: edge, height: 2))
    _ = try warp.face(of: landmarks, in: .flat(width: 2, height: edge))
    #expect(throws: VisionFault.self) {
      try warp.face(of: landmarks, in: .flat(width: edge + 1, height: 2))
    }
    #expect(throws: VisionFault.self) {
      try warp.face(of: landmarks, in: .flat(width: 2, height: edge + 1))
    }
  }
}

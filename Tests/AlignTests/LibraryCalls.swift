import Align
import CReference

extension DetectedFace {
  fileprivate init(_ face: reference_face) {
    let (left, top, right, bottom) = face.box
    self.init(
      box: Box(left: Int(left), top: Int(top), right: Int(right), bottom: Int(bottom)),
      score: face.score)
  }
}

/// dlib's and OpenCV's own calls, as CReference makes them.
enum LibraryCalls {
  static func faces(in image: PixelImage, upsample: Int) -> [DetectedFace] {
    var found = [reference_face](repeating: reference_face(), count: 16)
    let count = reference_detect(
      image.rgb, Int32(image.width), Int32(image.height), Int32(upsample), &found,
      Int64(found.count))
    return found.prefix(Int(count)).map(DetectedFace.init)
  }

  /// Faces, and what is nearly one.
  static func faces(
    in image: PixelImage, upsample: Int, adjustment: Double
  ) -> [DetectedFace] {
    var found = [reference_face](repeating: reference_face(), count: 1024)
    let count = reference_detect_adjusted(
      image.rgb, Int32(image.width), Int32(image.height), Int32(upsample), adjustment, &found,
      Int64(found.count))
    return found.prefix(Int(count)).map(DetectedFace.init)
  }

  /// Where the filters respond in an image as it is.
  static func responses(in image: PixelImage) -> [DetectedFace] {
    var found = [reference_window](repeating: reference_window(), count: 4096)
    let count = reference_windows(
      image.rgb, Int32(image.width), Int32(image.height), &found, Int64(found.count))
    return found.prefix(Int(count)).map { DetectedFace($0.face) }
  }

  static func landmarks(of box: Box, in image: PixelImage) -> Landmarks {
    var points = [Int64](repeating: 0, count: 2 * Landmarks.count)
    let edges = [box.left, box.top, box.right, box.bottom].map(Int64.init)
    reference_landmarks(
      TestModels.landmarkModel, image.rgb, Int32(image.width), Int32(image.height), edges, &points)
    return Landmarks(
      (0..<Landmarks.count).map { index in
        Landmarks.Point(x: Int(points[2 * index]), y: Int(points[2 * index + 1]))
      })
  }

  static func aligned(
    _ landmarks: Landmarks, in image: PixelImage, to anchors: AnchorSet, size: Int
  ) -> PixelImage {
    let source = anchors.points(of: landmarks).flatMap { [Float($0.x), Float($0.y)] }
    let target = anchors.anchors.flatMap { [Float(size) * $0.x, Float(size) * $0.y] }
    var rgb = [UInt8](repeating: 0, count: 3 * size * size)
    reference_warp(
      image.rgb, Int32(image.width), Int32(image.height), source, target, Int32(size), &rgb)
    return PixelImage(width: size, height: size, rgb: rgb)
  }
}

import Align
import CReference

/// dlib's own shape predictor, as CReference calls it.
final class ReferencePredictor {
  private let predictor: OpaquePointer

  /// Nil if dlib does not read the file.
  init?(path: String) {
    guard let predictor = reference_predictor_load(path) else { return nil }
    self.predictor = predictor
  }

  deinit {
    reference_predictor_destroy(predictor)
  }

  /// What dlib finds with a model of 68 landmarks.
  func landmarks(of box: Box, in image: PixelImage) -> Landmarks {
    var points = [Int64](repeating: 0, count: 2 * Landmarks.count)
    let edges = [box.left, box.top, box.right, box.bottom].map(Int64.init)
    reference_predictor_find(
      predictor, image.rgb, Int32(image.width), Int32(image.height), edges, &points)
    return Landmarks(
      (0..<Landmarks.count).map { index in
        Landmarks.Point(x: Int(points[2 * index]), y: Int(points[2 * index + 1]))
      })
  }
}

import Align
import CVision
import Foundation
import Sample
import Testing

/// dlib's face detector and landmark model, as the tool uses them.
final class Dlib {
  /// Where Debian's and Ubuntu's libdlib-data put the model.
  static let modelPath = "/usr/share/dlib/shape_predictor_68_face_landmarks.dat"
  static var hasModel: Bool { FileManager.default.fileExists(atPath: modelPath) }

  private let detector: OpaquePointer
  private let model: OpaquePointer?

  /// Loads the detector and, if asked for, the landmark model.
  init(landmarks: Bool = false) throws {
    var error = vision_error()
    detector = try #require(vision_detector_create(&error))
    guard landmarks else {
      model = nil
      return
    }
    let loaded: OpaquePointer = try #require(vision_landmarks_load(Self.modelPath, &error))
    model = loaded
  }

  deinit {
    vision_detector_destroy(detector)
    if let model { vision_landmarks_destroy(model) }
  }

  /// The faces in an image, the largest first.
  func faces(in image: PixelImage) -> [vision_box] {
    var error = vision_error()
    let count = vision_detect(
      detector, image.rgb, Int32(image.width), Int32(image.height), 1, &error)
    return (0..<max(0, count)).map { vision_detector_box(detector, $0) }
      .sorted { $0.right - $0.left > $1.right - $1.left }
  }

  /// Landmarks 36, 45 and 33 of the face in a box.
  func position(in image: PixelImage, box: vision_box) throws -> [SIMD2<Double>] {
    let model = try #require(model)
    var error = vision_error()
    var points = [Int32](repeating: 0, count: 2 * Int(vision_landmarks_count(model)))
    try #require(
      vision_landmarks_find(
        model, image.rgb, Int32(image.width), Int32(image.height), box, &points, &error))
    return [36, 45, 33].map { SIMD2(Double(points[2 * $0]), Double(points[2 * $0 + 1])) }
  }
}

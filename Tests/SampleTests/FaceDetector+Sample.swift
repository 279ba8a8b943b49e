import Align

extension FaceDetector {
  /// A detector as the main job has by default.
  static func forSample() throws -> FaceDetector { try FaceDetector(try DetectorModel()) }

  /// The faces in a painting, the largest first.
  func faces(in image: PixelImage) throws -> [DetectedFace] {
    try faces(in: image, upsample: 1).sorted { $0.box.area > $1.box.area }
  }
}

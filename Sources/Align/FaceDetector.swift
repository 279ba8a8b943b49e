import CVision

/// Searches images for faces with dlib's frontal face detector. One for each thread.
public final class FaceDetector {
  private let detector: OpaquePointer

  /// Creates a detector with scratch memory of its own.
  ///
  /// - Throws: ``VisionFault`` if memory cannot be had.
  public init(_ model: DetectorModel) throws(VisionFault) {
    var error = vision_error()
    guard let detector = vision_detector_copy(model.prototype, &error) else {
      throw VisionFault(error)
    }
    self.detector = detector
  }

  deinit {
    vision_detector_destroy(detector)
  }

  /// Finds the faces of an image, highest score first.
  ///
  /// - Parameters:
  ///   - image: The image to search.
  ///   - upsample: How often the image is doubled first. dlib's detector finds faces of 80 pixels
  ///     and more; each doubling finds faces half as large.
  /// - Throws: ``VisionFault`` if memory cannot be had.
  public func faces(in image: PixelImage, upsample: Int) throws(VisionFault) -> [DetectedFace] {
    var error = vision_error()
    let count = vision_detect(
      detector, image.rgb, Int32(image.width), Int32(image.height), Int32(upsample), &error)
    guard count >= 0 else { throw VisionFault(error) }
    return (0..<count).map { index in
      let box = vision_detector_box(detector, index)
      return DetectedFace(
        box: Box(
          left: Int(box.left), top: Int(box.top), right: Int(box.right), bottom: Int(box.bottom)),
        score: box.score)
    }
  }
}

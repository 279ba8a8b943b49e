import CVision

/// dlib's frontal face detector: five HOG filters, immutable and shared by all threads.
///
/// Each thread searches with a ``FaceDetector`` of its own.
public final class DetectorModel: @unchecked Sendable {
  // Sendable because it is only ever copied from, and copying only reads.
  let prototype: OpaquePointer

  /// Unpacks the detector that is built into dlib.
  ///
  /// - Throws: ``VisionFault`` if memory cannot be had.
  public init() throws(VisionFault) {
    var error = vision_error()
    guard let prototype = vision_detector_create(&error) else { throw VisionFault(error) }
    self.prototype = prototype
  }

  deinit {
    vision_detector_destroy(prototype)
  }

  /// The detector's serialized parameters, as dlib ships them.
  public static var parameters: [UInt8] {
    var count = 0
    let bytes = vision_detector_parameters(&count)
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}

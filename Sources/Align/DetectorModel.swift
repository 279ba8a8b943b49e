import CVision

/// dlib's frontal face detector: five HOG filters, immutable and shared by all threads.
///
/// Each thread searches with a ``FaceDetector`` of its own.
public final class DetectorModel: @unchecked Sendable {
  // Sendable because it is only ever copied from, and copying only reads.
  let prototype: OpaquePointer

  /// Takes the detector that is built into dlib, as it was unpacked when the package was built.
  ///
  /// - Throws: ``VisionFault`` if memory cannot be had.
  public init() throws(VisionFault) {
    var error = vision_error()
    let created = DetectorConstants.parameters.withUTF8Buffer { digits in
      digits.withMemoryRebound(to: CChar.self) { digits in
        vision_detector_create(digits.baseAddress, digits.count, &error)
      }
    }
    guard let prototype = created else { throw VisionFault(error) }
    self.prototype = prototype
  }

  private init(_ prototype: OpaquePointer) {
    self.prototype = prototype
  }

  deinit {
    vision_detector_destroy(prototype)
  }

  /// A detector that finds what is nearly a face, too: its threshold is lower by `depth`, and scores
  /// are higher by that.
  ///
  /// - Throws: ``VisionFault`` if memory cannot be had.
  func lowered(by depth: Double) throws(VisionFault) -> DetectorModel {
    var error = vision_error()
    guard let lowered = vision_detector_lowered(prototype, depth, &error) else {
      throw VisionFault(error)
    }
    return DetectorModel(lowered)
  }

  /// The SHA-256 of the detector as dlib serializes it, as 64 lowercase hexadecimal digits.
  public static var digest: String { DetectorConstants.digest }

  /// The bytes of the detector's parameters in memory, as CVision lays them out.
  public var parameters: [UInt8] {
    var count = 0
    let bytes = vision_detector_parameters(prototype, &count)
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}

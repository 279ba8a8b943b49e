import CVision

/// How warpAffine finds colours between pixels; OpenCV's versions differ by few levels.
public enum WarpArithmetic: String, CaseIterable, Sendable {
  /// Between exact positions, in single precision: OpenCV 5.
  case opencv5
  /// Positions rounded to 1/32 of a pixel, in integers: OpenCV 2 to 4, with which OpenFace's models
  /// were trained.
  case opencv4

  /// The longest edge of a photograph that can be warped, in pixels; nil where any can.
  ///
  /// OpenCV 4 keeps positions in 16 bits: cv::remap asserts edges under SHRT_MAX.
  public var longestEdge: Int? {
    switch self {
    case .opencv5: nil
    case .opencv4: 32_766
    }
  }

  var code: vision_warp {
    switch self {
    case .opencv5: VISION_WARP_OPENCV5
    case .opencv4: VISION_WARP_OPENCV4
    }
  }
}

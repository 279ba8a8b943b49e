/// What size of image is accepted.
public struct ImageLimits: Equatable, Sendable {
  /// The largest number of pixels, width times height.
  public let pixels: Int

  /// The longest edge, in pixels; nil for any.
  public let edge: Int?

  /// Creates limits.
  ///
  /// - Precondition: `pixels` is positive.
  public init(pixels: Int = 50_000_000, edge: Int? = nil) {
    precondition(pixels > 0, "an image has at least one pixel")
    self.pixels = pixels
    self.edge = edge
  }

  /// The largest file: 8 bytes a pixel, which is 16-bit RGBA stored without compression, and
  /// 64 MiB for metadata.
  public var bytes: Int {
    let metadata = 64 << 20
    return pixels > (Int.max - metadata) / 8 ? Int.max : 8 * pixels + metadata
  }

  /// Throws the rejection of an image of this size, if it is over a limit.
  func check(width: Int, height: Int) throws(Rejection) {
    if width.multipliedReportingOverflow(by: height).overflow || width * height > pixels {
      throw .tooManyPixels(width: width, height: height, limit: pixels)
    }
    if let edge, max(width, height) > edge {
      throw .edgeTooLong(width: width, height: height, limit: edge)
    }
  }
}

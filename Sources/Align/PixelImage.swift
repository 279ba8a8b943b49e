/// An upright 8-bit RGB image.
public struct PixelImage: Equatable, Sendable {
  /// The number of pixels in a row.
  public let width: Int
  /// The number of rows.
  public let height: Int
  /// The pixels, `[height, width, 3]` in C order: red, green, blue.
  public let rgb: [UInt8]

  /// Creates an image from its pixels.
  ///
  /// - Precondition: `rgb` holds `3 * width * height` bytes.
  public init(width: Int, height: Int, rgb: [UInt8]) {
    precondition(rgb.count == 3 * width * height, "an RGB image has three bytes a pixel")
    self.width = width
    self.height = height
    self.rgb = rgb
  }
}

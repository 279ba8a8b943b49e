import Align

extension PixelImage {
  /// The pixel at a place: red, green, blue.
  subscript(x: Int, y: Int) -> ArraySlice<UInt8> {
    let at = 3 * (y * width + x)
    return rgb[at..<at + 3]
  }

  /// The greatest difference of two values at the same place; nil if the sizes differ.
  func distance(to other: PixelImage) -> Int? {
    guard width == other.width, height == other.height else { return nil }
    return zip(rgb, other.rgb).map { abs(Int($0) - Int($1)) }.max()
  }

  /// One row's values.
  func row(_ y: Int) -> ArraySlice<UInt8> { rgb[3 * width * y..<3 * width * (y + 1)] }
}

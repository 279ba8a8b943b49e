import CVision

extension PixelImage {
  /// The image at another size: smaller by the mean of the pixels that fall into one, or larger by
  /// repeating them.
  ///
  /// - Throws: ``VisionFault`` if memory cannot be had.
  func resized(width: Int, height: Int) throws(VisionFault) -> PixelImage {
    if width == self.width && height == self.height { return self }
    var error = vision_error()
    var succeeded = false
    let count = 3 * width * height
    let rgb = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      succeeded = drawing_resize(
        self.rgb, Int32(self.width), Int32(self.height), buffer.baseAddress, Int32(width),
        Int32(height), &error)
      initialized = succeeded ? count : 0
    }
    guard succeeded else { throw VisionFault(error) }
    return PixelImage(width: width, height: height, rgb: rgb)
  }

  /// The image with each pixel a square of `factor` x `factor`.
  func magnified(_ factor: Int) throws(VisionFault) -> PixelImage {
    try resized(width: width * factor, height: height * factor)
  }
}

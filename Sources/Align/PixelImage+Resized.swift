import CVision

extension PixelImage {
  /// The image at another size: smaller by the mean of the pixels that fall into one (OpenCV's
  /// INTER_AREA), or larger by repeating them.
  ///
  /// - Precondition: `width` and `height` are positive.
  /// - Throws: ``VisionFault`` if memory cannot be had.
  public func resized(width: Int, height: Int) throws(VisionFault) -> PixelImage {
    precondition(width > 0 && height > 0, "an image has pixels")
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

  /// The image with its longer edge no longer than that; as it is where it is small enough.
  ///
  /// - Precondition: `edge` is positive.
  /// - Throws: ``VisionFault`` if memory cannot be had.
  public func fitting(edge: Int) throws(VisionFault) -> PixelImage {
    let longest = max(width, height)
    if longest <= edge { return self }
    func part(_ length: Int) -> Int { max(1, (length * edge + longest / 2) / longest) }
    return try resized(width: part(width), height: part(height))
  }

  /// The image with each pixel a square of `factor` x `factor`.
  func magnified(_ factor: Int) throws(VisionFault) -> PixelImage {
    try resized(width: width * factor, height: height * factor)
  }
}

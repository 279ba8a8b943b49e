import CVision

extension PixelImage {
  /// Returns the image as a baseline JPEG with 4:2:0 chroma.
  ///
  /// - Parameter quality: libjpeg's scale, 1 to 100.
  /// - Throws: ``VisionFault`` where libjpeg-turbo refuses: an edge over 65,500 pixels, for one.
  public func jpeg(quality: Int = 90) throws(VisionFault) -> [UInt8] {
    try encoded { count, error in
      vision_jpeg_encode(rgb, Int32(width), Int32(height), Int32(quality), count, error)
    }
  }

  /// Returns the image as an 8-bit RGB PNG.
  ///
  /// - Throws: ``VisionFault`` where libpng refuses.
  public func png() throws(VisionFault) -> [UInt8] {
    try encoded { count, error in
      vision_png_encode(rgb, Int32(width), Int32(height), count, error)
    }
  }

  /// Returns the image as an 8-bit RGB PNG, in a third of the time and some 2% larger: for faces, of
  /// which there are many.
  ///
  /// - Throws: ``VisionFault`` where libpng refuses.
  public func fastPNG() throws(VisionFault) -> [UInt8] {
    try encoded { count, error in
      vision_png_encode_fast(rgb, Int32(width), Int32(height), count, error)
    }
  }

  private func encoded(
    by encode: (UnsafeMutablePointer<Int>, UnsafeMutablePointer<vision_error>)
      -> UnsafeMutablePointer<UInt8>?
  ) throws(VisionFault) -> [UInt8] {
    var count = 0
    var error = vision_error()
    guard let bytes = encode(&count, &error) else { throw VisionFault(error) }
    defer { vision_free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }
}

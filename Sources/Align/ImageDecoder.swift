import CVision

/// Decodes JPEG and PNG from memory to the upright RGB that OpenCV's imread gives.
public struct ImageDecoder: Sendable {
  /// A decoded image and what its decoder put up with.
  public struct Decoded: Equatable, Sendable {
    /// The upright image.
    public let image: PixelImage
    /// The library's first warning: data that ended too soon, for one. Nil if it had none.
    public let warning: String?
    /// EXIF's orientation, 1 to 8, that was applied; 1 where none was.
    public let orientation: Int
    /// How many times as wide and as high the photograph is.
    public let reduction: Int
    /// The photograph's width in pixels, upright.
    public let fullWidth: Int
    /// The photograph's height in pixels, upright.
    public let fullHeight: Int
  }

  /// What size of image is accepted; known from its header, before memory is taken for it.
  public let limits: ImageLimits

  /// Creates a decoder.
  public init(limits: ImageLimits = ImageLimits()) {
    self.limits = limits
  }

  /// Decodes the bytes of one file.
  ///
  /// - Parameter leastPixels: Where a JPEG can be decoded to half, a quarter or an eighth of its width
  ///   and height and still has so many pixels, it is; nil for all of it.
  /// - Throws: ``Rejection`` if they hold no image, a damaged one, one of a kind that is not
  ///   supported or one over the limits, or if there is no memory for it.
  public func decode(
    _ bytes: [UInt8], leastPixels: Int? = nil
  ) throws(Rejection) -> Decoded {
    guard let format = ImageFormat(signature: bytes) else {
      throw .notAnImage(content: ImageFormat.describe(bytes))
    }
    let result = bytes.withUnsafeBufferPointer { bytes -> Result<Decoded, Rejection> in
      do throws(Rejection) { return .success(try decode(bytes, as: format, leastPixels)) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, as format: ImageFormat, _ leastPixels: Int?
  ) throws(Rejection) -> Decoded {
    var error = vision_error()
    let opened =
      switch format {
      case .jpeg: vision_jpeg_open(bytes.baseAddress, bytes.count, &error)
      case .png: vision_png_open(bytes.baseAddress, bytes.count, &error)
      }
    guard let reader = opened else { throw Rejection(decoding: VisionFault(error)) }
    defer { vision_reader_close(reader) }
    let full = Self.size(of: reader)
    try limits.check(width: full.width, height: full.height)
    var reduction = 1
    if format == .jpeg, let leastPixels {
      reduction =
        Self.reductions.last {
          full.width * full.height >= leastPixels * $0 * $0
        } ?? 1
      if !vision_reader_reduce(reader, Int32(reduction), &error) {
        throw Rejection(decoding: VisionFault(error))
      }
    }
    let (width, height) = Self.size(of: reader)
    var succeeded = false
    let count = 3 * width * height
    guard Memory.canHold(count) else { throw .outOfMemory }
    let rgb = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      succeeded = vision_reader_read(reader, buffer.baseAddress, &error)
      initialized = succeeded ? count : 0
    }
    guard succeeded else { throw Rejection(decoding: VisionFault(error)) }
    let warning = String(cString: vision_reader_warning(reader))
    let upright = Self.size(of: reader)
    return Decoded(
      image: PixelImage(width: upright.width, height: upright.height, rgb: rgb),
      warning: warning.isEmpty ? nil : warning,
      orientation: Int(vision_reader_orientation(reader)), reduction: reduction,
      fullWidth: reduction == 1 ? upright.width : full.width,
      fullHeight: reduction == 1 ? upright.height : full.height)
  }

  /// What libjpeg-turbo has fast inverse transforms for.
  private static let reductions = [1, 2, 4, 8]

  private static func size(of reader: OpaquePointer) -> (width: Int, height: Int) {
    (Int(vision_reader_width(reader)), Int(vision_reader_height(reader)))
  }
}

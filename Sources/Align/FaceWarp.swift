import CVision

/// Cuts a face out of a photograph with one affine transform.
public struct FaceWarp: Equatable, Sendable {
  /// The edges that are allowed, in pixels.
  public static let sizes = 32...512

  /// The aligned face's edge, in pixels.
  public let size: Int
  /// Which landmarks go where.
  public let anchors: AnchorSet
  /// How colours between pixels are found.
  public let arithmetic: WarpArithmetic

  /// Creates a warp.
  ///
  /// - Precondition: `size` is within ``sizes``.
  public init(
    size: Int = 96, anchors: AnchorSet = .outerEyesAndNose, arithmetic: WarpArithmetic = .opencv5
  ) {
    precondition(Self.sizes.contains(size), "the edge is \(Self.sizes) pixels")
    self.size = size
    self.anchors = anchors
    self.arithmetic = arithmetic
  }

  /// The face, `size` x `size`: OpenCV's getAffineTransform and warpAffine, bilinear, black where
  /// the photograph ends.
  ///
  /// - Throws: ``VisionFault`` if OpenCV refuses the image.
  public func face(of landmarks: Landmarks, in image: PixelImage) throws(VisionFault) -> PixelImage
  {
    let edge = Float(size)
    let source = anchors.points(of: landmarks).flatMap { [Float($0.x), Float($0.y)] }
    let target = anchors.anchors.flatMap { [edge * $0.x, edge * $0.y] }
    var error = vision_error()
    var succeeded = false
    let count = 3 * size * size
    let rgb = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      succeeded = vision_align(
        image.rgb, Int32(image.width), Int32(image.height), source, target, Int32(size),
        arithmetic.code, 0, buffer.baseAddress, &error)
      initialized = succeeded ? count : 0
    }
    guard succeeded else { throw VisionFault(error) }
    return PixelImage(width: size, height: size, rgb: rgb)
  }
}

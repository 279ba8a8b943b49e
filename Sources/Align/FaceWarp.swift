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
    let (source, target) = places(of: landmarks)
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

  /// The transform that takes the photograph to the aligned face: OpenCV's getAffineTransform.
  ///
  /// - Throws: ``VisionFault`` if OpenCV refuses the points.
  public func transform(of landmarks: Landmarks) throws(VisionFault) -> AffineTransform {
    let (source, target) = places(of: landmarks)
    var error = vision_error()
    var matrix = [Double](repeating: 0, count: 6)
    guard vision_transform(source, target, &matrix, &error) else { throw VisionFault(error) }
    return AffineTransform(rows: [Array(matrix[..<3]), Array(matrix[3...])])
  }

  /// Where the anchors are in the aligned face, in pixels, in the anchors' order.
  public var anchorPlaces: [(x: Float, y: Float)] {
    let edge = Float(size)
    return anchors.anchors.map { (edge * $0.x, edge * $0.y) }
  }

  /// The anchors in the photograph and in the aligned face, x before y.
  private func places(of landmarks: Landmarks) -> (source: [Float], target: [Float]) {
    (
      anchors.points(of: landmarks).flatMap { [Float($0.x), Float($0.y)] },
      anchorPlaces.flatMap { [$0.x, $0.y] }
    )
  }
}

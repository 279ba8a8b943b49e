/// Everything that shapes an aligned face.
public struct AlignSettings: Equatable, Sendable {
  /// Goes up whenever this package gives another outcome than before of the same image, settings,
  /// models and libraries: another face, box, score or descriptor, another reason or other words for
  /// it.
  public static let revision = 3

  /// How often an image may be doubled before the search.
  public static let upsamples = 0...2

  /// What ``maxPixels`` may be: at most the limit of OpenCV's imread, CV_IO_MAX_IMAGE_PIXELS.
  public static let pixelLimits = 1...1 << 30

  /// The aligned face's size, anchors and arithmetic.
  public let warp: FaceWarp
  /// How often an image is doubled before the search.
  public let upsample: Int
  /// The largest image that is accepted, in pixels.
  public let maxPixels: Int
  /// Whether all faces of a photograph are found and counted, and not only the one that is taken.
  public let countsFaces: Bool
  /// Whether faces are found at the least cost, other ones at times than dlib's.
  public let isFast: Bool

  /// Creates settings; without arguments they are the command line's.
  ///
  /// - Precondition: `upsample` is within ``upsamples``, and `maxPixels` within ``pixelLimits``.
  public init(
    warp: FaceWarp = FaceWarp(), upsample: Int = 1, maxPixels: Int = 50_000_000,
    countsFaces: Bool = false, isFast: Bool = false
  ) {
    precondition(Self.upsamples.contains(upsample), "an image is doubled \(Self.upsamples) times")
    precondition(Self.pixelLimits.contains(maxPixels), "an image has \(Self.pixelLimits) pixels")
    self.warp = warp
    self.upsample = upsample
    self.maxPixels = maxPixels
    self.countsFaces = countsFaces
    self.isFast = isFast
  }

  /// What size of image is accepted.
  public var limits: ImageLimits {
    ImageLimits(pixels: maxPixels, edge: warp.arithmetic.longestEdge)
  }
}

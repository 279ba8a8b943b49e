/// A small picture of a photograph that gave no face, for people to look at.
public struct Thumbnail: Equatable, Sendable {
  /// The most pixels that its longer edge has.
  public static let edge = 128
  /// libjpeg's scale: about 3 kB a picture.
  static let quality = 75

  /// More than any such picture has.
  public static let mostBytes = 1 << 16

  /// The photograph's width in pixels, upright.
  public let sourceWidth: Int
  /// The photograph's height in pixels, upright.
  public let sourceHeight: Int
  /// The picture, a baseline JPEG.
  public let jpeg: [UInt8]

  /// Creates a thumbnail; see the properties.
  public init(sourceWidth: Int, sourceHeight: Int, jpeg: [UInt8]) {
    self.sourceWidth = sourceWidth
    self.sourceHeight = sourceHeight
    self.jpeg = jpeg
  }

  /// How many pixels a JPEG is decoded to at least, where nothing but this is made of it.
  static let leastPixels = 4 * edge * edge

  /// Makes one; nil where there is no memory for it.
  init?(of decoded: ImageDecoder.Decoded) {
    guard
      let jpeg = try? decoded.image.fitting(edge: Self.edge).jpeg(quality: Self.quality)
    else { return nil }
    self.init(
      sourceWidth: decoded.fullWidth, sourceHeight: decoded.fullHeight, jpeg: jpeg)
  }
}

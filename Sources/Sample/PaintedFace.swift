import Align

/// An image of one or more painted faces.
public struct PaintedFace: Equatable, Sendable {
  /// The image.
  public let image: PixelImage
  /// Where the face is; of several, the first.
  public let position: FacePosition
}

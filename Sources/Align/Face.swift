/// An aligned face and what is known of it.
public struct Face: Equatable, Sendable {
  /// The aligned face.
  public let image: PixelImage
  /// The photograph's width in pixels, upright.
  public let sourceWidth: Int
  /// The photograph's height in pixels, upright.
  public let sourceHeight: Int
  /// How many faces the photograph has; nil where they were not counted.
  public let facesFound: Int?
  /// This face's box and score.
  public let detection: DetectedFace
  /// This face's landmarks in the photograph.
  public let landmarks: Landmarks
  /// The aligned face's ``PixelImage/sharpness``, in squared levels.
  public let sharpness: Double
  /// What the aligned face looks like.
  public let descriptor: FaceDescriptor
  /// What the decoder put up with; nil if nothing.
  public let warning: String?

  /// Creates a face; see the properties.
  public init(
    image: PixelImage, sourceWidth: Int, sourceHeight: Int, facesFound: Int?,
    detection: DetectedFace, landmarks: Landmarks, sharpness: Double, descriptor: FaceDescriptor,
    warning: String?
  ) {
    self.image = image
    self.sourceWidth = sourceWidth
    self.sourceHeight = sourceHeight
    self.facesFound = facesFound
    self.detection = detection
    self.landmarks = landmarks
    self.sharpness = sharpness
    self.descriptor = descriptor
    self.warning = warning
  }
}

/// What becomes of an image.
public enum AlignOutcome: Equatable, Sendable {
  /// Its face.
  case face(Face)
  /// Why it gave none.
  case rejected(Rejection)
}

/// What the detector says of one face.
public struct DetectedFace: Hashable, Sendable {
  /// Where the face is.
  public let box: Box
  /// dlib's detection confidence: how far the strongest of its five filters responds above its
  /// threshold. Zero or more; there is no upper end.
  public let score: Double

  /// Creates a detection.
  public init(box: Box, score: Double) {
    self.box = box
    self.score = score
  }
}

extension Sequence<DetectedFace> {
  /// The face whose box holds the most pixels; of equal ones the one with the higher score, and of
  /// those the first.
  public var largest: DetectedFace? {
    reduce(nil) { best, face in
      guard let best else { return face }
      return (best.box.area, best.score) < (face.box.area, face.score) ? face : best
    }
  }
}

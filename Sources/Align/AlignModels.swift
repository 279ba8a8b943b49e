/// The two models that alignment needs, shared by all threads.
public struct AlignModels: Sendable {
  /// Finds faces.
  public let detector: DetectorModel
  /// Finds a face's landmarks.
  public let landmarks: LandmarkModel

  /// Joins two models.
  public init(detector: DetectorModel, landmarks: LandmarkModel) {
    self.detector = detector
    self.landmarks = landmarks
  }
}

/// The three landmarks that an affine transform takes to fixed places in the aligned face.
///
/// The places are OpenFace's, as fractions of the edge: its mean face, stretched to fill the unit
/// square (openface/align_dlib.py, `MINMAX_TEMPLATE`).
public enum AnchorSet: String, CaseIterable, Sendable {
  /// Outer eye corners and the base of the nose: what OpenFace 0.2's guides and scripts ask for.
  case outerEyesAndNose = "outer-eyes-and-nose"
  /// Inner eye corners and the lower lip: OpenFace 0.1's, and what its functions do unasked.
  case innerEyesAndBottomLip = "inner-eyes-and-bottom-lip"

  /// A landmark and where it goes.
  public struct Anchor: Equatable, Sendable {
    /// The landmark's index among the 68.
    public let landmark: Int
    /// Its place from the left, as a fraction of the edge.
    public let x: Float
    /// Its place from the top, as a fraction of the edge.
    public let y: Float
  }

  /// The three anchors.
  public var anchors: [Anchor] {
    switch self {
    case .outerEyesAndNose:
      [
        Anchor(landmark: 36, x: 0.19415700435638428, y: 0.16926692426204681),
        Anchor(landmark: 45, x: 0.7888591289520264, y: 0.158171147108078),
        Anchor(landmark: 33, x: 0.49495089054107666, y: 0.5144413709640503),
      ]
    case .innerEyesAndBottomLip:
      [
        Anchor(landmark: 39, x: 0.36378493905067444, y: 0.17794686555862427),
        Anchor(landmark: 42, x: 0.6189631819725037, y: 0.17277812957763672),
        Anchor(landmark: 57, x: 0.5002039670944214, y: 0.7505844235420227),
      ]
    }
  }

  /// The anchors' landmarks of a face, in the anchors' order.
  public func points(of landmarks: Landmarks) -> [Landmarks.Point] {
    anchors.map { landmarks.points[$0.landmark] }
  }
}

/// Which three of dlib's 68 landmarks an alignment takes to their places.
public enum LandmarkSet: String, CaseIterable, Sendable {
  /// Outer eye corners and nose base: 36, 45 and 33.
  case outerEyesAndNose = "outer-eyes-and-nose"
  /// Inner eye corners and bottom lip: 39, 42 and 57.
  case innerEyesAndBottomLip = "inner-eyes-and-bottom-lip"
}

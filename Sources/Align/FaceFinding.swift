/// What a search for the face that a rule takes came to.
public enum FaceFinding: Equatable, Sendable {
  /// The face; and how many the photograph has, nil where the search ended before it knew.
  case face(DetectedFace, found: Int?)
  /// Why there is none.
  case none(Rejection)

  /// The same with another number of faces.
  func counting(_ found: Int?) -> FaceFinding {
    if case .face(let face, _) = self { return .face(face, found: found) }
    return self
  }
}

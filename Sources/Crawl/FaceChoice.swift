/// Which of a photograph's faces is the one of the person that it is filed under.
public enum FaceChoice: String, CaseIterable, Sendable {
  /// The face that the metadata's box lies on.
  case labelled
  /// The face that takes the most pixels.
  case largest
  /// The face nearest to the photograph's centre, for photographs cut around their person.
  case centre
  /// The face of a photograph that has one; a photograph with more is not used.
  case only
}

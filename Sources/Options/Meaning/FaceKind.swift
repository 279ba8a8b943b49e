/// Which face of a photograph is taken.
public enum FaceKind: String, CaseIterable, Sendable {
  /// The one that metadata labels.
  case labelled
  /// The largest.
  case largest
  /// The one nearest to the centre.
  case centre
  /// The only one.
  case only
}

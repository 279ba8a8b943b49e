/// Which faces are left out as duplicates.
public enum DuplicateRule: String, CaseIterable, Sendable {
  /// Those that look alike.
  case near
  /// Those of the same pixels.
  case exact
  /// None.
  case off
}

/// What goes into one split as a whole.
public enum SplitKind: String, CaseIterable, Sendable {
  /// A person.
  case identity
  /// An image.
  case image
}

/// What people of the same name in two raw trees are.
public enum SameNameRule: String, CaseIterable, Sendable {
  /// One person.
  case merge
  /// Two people.
  case separate
}

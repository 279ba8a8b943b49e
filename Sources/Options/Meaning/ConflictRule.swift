/// What becomes of one photograph under two people.
public enum ConflictRule: String, CaseIterable, Sendable {
  /// It goes.
  case drop
  /// It stays under the first.
  case first
  /// It stays under each.
  case keep
}

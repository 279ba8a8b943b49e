/// Which names are the same.
public enum NameMatching: String, CaseIterable, Sendable {
  /// Those that differ in case, punctuation and diacritics at most.
  case exact
  /// Those that differ in middle names, initials and order too.
  case close
}

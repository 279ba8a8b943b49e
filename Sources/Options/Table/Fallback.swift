/// What holds when an option is not given.
enum Fallback: Equatable, Sendable {
  /// Nothing: the option is then absent.
  case none
  /// Nothing: it must be given.
  case required
  /// This value, read as if it had been given.
  case value(String)
  /// Something that only the running program knows, in words.
  case described(String)
}

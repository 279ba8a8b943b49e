/// One value that an option takes.
struct Parameter: Equatable, Sendable {
  /// What stands for the value in the help, such as `N`.
  let placeholder: String
  /// What the value may be.
  let kind: ValueKind
}

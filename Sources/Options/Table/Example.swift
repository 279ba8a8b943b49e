/// A command line to copy, and what it does.
struct Example: Equatable, Sendable {
  /// The command line.
  let line: String
  /// What it does, in a sentence.
  let summary: String
}

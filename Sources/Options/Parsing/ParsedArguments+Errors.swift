extension ParsedArguments {
  /// A value that isn't what its option or place takes.
  func mismatch(_ subject: String, _ kind: ValueKind, _ bytes: [UInt8]) -> UsageError {
    var suggestion: String?
    var (kind, word) = (kind, bytes)
    if case .named(let inner) = kind { (kind, word) = (inner, NamedArgument(bytes).value) }
    if case .choice(let words) = kind {
      suggestion = Vocabulary(words).nearest(to: word).map { "Did you mean '\($0)'?" }
    }
    return error(
      "\(subject) takes \(kind.expectation), not \(PrintableArgument(bytes))",
      suggestion: suggestion)
  }

  /// An error with the command's usage line.
  func error(_ message: String, suggestion: String? = nil) -> UsageError {
    UsageError(message, suggestion: suggestion, in: command, of: program)
  }
}

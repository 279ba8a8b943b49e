/// An argument known by its place.
struct Positional: Equatable, Sendable {
  /// How often it is given.
  enum Count: Equatable, Sendable {
    /// Exactly once.
    case once
    /// Once or not at all; nothing but such may follow.
    case optionally
    /// At least once; what follows is given exactly once.
    case repeatedly
  }

  /// What stands for it in the help, such as `RAW`.
  let name: String
  /// What it may be.
  let kind: ValueKind
  /// How often it is given.
  let count: Count
  /// What it is, in a sentence.
  let summary: String

  init(_ name: String, _ kind: ValueKind, count: Count = .once, _ summary: String) {
    self.name = name
    self.kind = kind
    self.count = count
    self.summary = summary
  }

  /// How the usage line shows it.
  var usage: String {
    switch count {
    case .once: name
    case .optionally: "[\(name)]"
    case .repeatedly: "\(name)..."
    }
  }

  /// The summary with what is allowed in brackets after it.
  var fullSummary: String {
    kind.bounds.map { "\(summary) [\(Paragraph.unbroken($0))]" } ?? summary
  }
}

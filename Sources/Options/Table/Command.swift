/// One thing that the program does.
public struct Command: Equatable, Sendable {
  /// The word that asks for it, or nil for what happens without one.
  public let name: String?
  /// What it does, in a sentence.
  let summary: String
  /// What it takes, in order.
  let positionals: [Positional]
  /// Its own options, in the help's order.
  let options: [Option]
  /// What is worth knowing besides, a paragraph each.
  let notes: [String]
  /// Command lines to copy.
  let examples: [Example]

  init(
    _ name: String?, _ summary: String, positionals: [Positional] = [], options: [Option] = [],
    notes: [String] = [], examples: [Example]
  ) {
    self.name = name
    self.summary = summary
    self.positionals = positionals
    self.options = options
    self.notes = notes
    self.examples = examples
  }

  /// The positionals by whose places a shell completes, and these. What is behind one that repeats
  /// has no place of its own, and is completed as that one.
  var placesToComplete: [(place: Int, positional: Positional)] {
    let end = positionals.firstIndex { $0.count == .repeatedly } ?? positionals.count - 1
    return positionals.prefix(end + 1).enumerated().map { ($0, $1) }
  }

  /// Which arguments it takes, behind its name.
  var synopsis: String {
    let required = options.filter { $0.fallback == .required }.map(\.usage)
    return ((options.isEmpty ? [] : ["[options]"]) + required + positionals.map(\.usage))
      .joined(separator: " ")
  }
}

/// One option of a command: an entry of the table.
public struct Option: Equatable, Sendable {
  /// The long name, without its dashes.
  let name: String
  /// The letter after a single dash, if it has one.
  let short: Character?
  /// What it takes: nothing for a flag, else one value a parameter.
  let parameters: [Parameter]
  /// What holds when it is not given.
  let fallback: Fallback
  /// What it does, in a sentence or two.
  let summary: String
  /// Whether every occurrence counts, not only the last.
  let repeats: Bool
  /// Whether it answers at once, so that nothing after it is read.
  let endsParsing: Bool

  /// Creates an option that takes one value.
  init(
    _ name: String, short: Character? = nil, _ placeholder: String, _ kind: ValueKind,
    fallback: Fallback = .none, repeats: Bool = false, _ summary: String
  ) {
    self.init(
      name, short: short, parameters: [Parameter(placeholder: placeholder, kind: kind)],
      fallback: fallback, repeats: repeats, summary)
  }

  /// Creates an option that takes any number of values, each in its own argument.
  init(
    _ name: String, short: Character? = nil, parameters: [Parameter], fallback: Fallback = .none,
    repeats: Bool = false, endsParsing: Bool = false, _ summary: String
  ) {
    self.name = name
    self.short = short
    self.parameters = parameters
    self.fallback = fallback
    self.summary = summary
    self.repeats = repeats
    self.endsParsing = endsParsing
  }

  /// An option that takes no value.
  static func flag(
    _ name: String, short: Character? = nil, endsParsing: Bool = false, _ summary: String
  ) -> Option {
    Option(name, short: short, parameters: [], endsParsing: endsParsing, summary)
  }

  /// The ways it can be written, the short one first.
  var spellings: [String] {
    (short.map { ["-\($0)"] } ?? []) + ["--\(name)"]
  }

  /// How the usage line shows it, with the placeholders of its values.
  var usage: String {
    "--\(name)" + parameters.map { " \($0.placeholder)" }.joined()
  }

  /// What may be given and what holds otherwise, such as `32 to 512` and `default: 96`.
  var limits: [String] {
    var limits = parameters.compactMap(\.kind.bounds)
    switch fallback {
    case .none: break
    case .required: limits.append("required")
    case .value(let text), .described(let text): limits.append("default: \(text)")
    }
    if repeats { limits.append("may be repeated") }
    return limits
  }

  /// The summary with the limits in brackets after it.
  var fullSummary: String {
    let limits = limits.map(Paragraph.unbroken).joined(separator: "; ")
    return limits.isEmpty ? summary : "\(summary) [\(limits)]"
  }
}

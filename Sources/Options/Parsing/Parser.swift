/// Tells commands, options, values and positionals apart, as GNU's getopt_long does, except that
/// a name is never abbreviated: a script must not break when a longer name is added.
struct Parser {
  let program: Program
  let command: Command
  private var rest: ArraySlice<[UInt8]>
  private var occurrences: [Occurrence] = []
  private var positionals: [[UInt8]] = []

  init(_ program: Program, _ arguments: [[UInt8]]) {
    self.program = program
    rest = arguments[...]
    if let first = rest.first, let named = program.command(named: first) {
      command = named
      rest.removeFirst()
    } else {
      command = program.defaultCommand
    }
  }

  mutating func parse() throws(UsageError) -> ParsedArguments {
    while !hasAnswer, let argument = rest.popFirst() {
      if argument.elementsEqual("--".utf8) {
        positionals += rest
        break
      } else if argument.starts(with: "--".utf8) {
        try takeLong(argument)
      } else if argument.starts(with: "-".utf8), argument.count > 1 {
        try takeGroup(argument)
      } else {
        try takePositional(argument)
      }
    }
    return ParsedArguments(
      program: program, command: command, occurrences: occurrences, positionals: positionals)
  }

  private var hasAnswer: Bool { occurrences.last?.option.endsParsing ?? false }

  /// `--name`, `--name value` or `--name=value`.
  private mutating func takeLong(_ argument: [UInt8]) throws(UsageError) {
    let parts = argument.dropFirst(2).split(
      separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
    let name = Array(parts[0])
    let options = program.options(of: command)
    guard let option = options.first(where: { $0.name.utf8.elementsEqual(name) }) else {
      throw unknown(Array("--".utf8) + name, named: name)
    }
    try take(option, as: "--\(option.name)", attached: parts.dropFirst().first.map(Array.init))
  }

  /// `-q`, `-j 4`, `-j4` or several in one, as `-qj4`.
  private mutating func takeGroup(_ argument: [UInt8]) throws(UsageError) {
    var letters = argument.dropFirst()
    while !hasAnswer, let letter = letters.popFirst() {
      let options = program.options(of: command)
      guard let option = options.first(where: { $0.short?.asciiValue == letter }) else {
        throw unknown(argument, letter: letter)
      }
      let attached = option.parameters.isEmpty || letters.isEmpty ? nil : Array(letters)
      if attached != nil { letters = [] }
      try take(option, as: "-\(Character(Unicode.Scalar(letter)))", attached: attached)
    }
  }

  /// Takes an option's values: the one attached to it, then as many arguments as are missing,
  /// whatever they look like, so that `-1` and a file named `--size` can be values.
  private mutating func take(
    _ option: Option, as spelling: String, attached: [UInt8]?
  ) throws(UsageError) {
    var values = attached.map { [$0] } ?? []
    guard values.count <= option.parameters.count else {
      throw error(
        "\(spelling) takes no value, but \(PrintableArgument(values[0])) was given",
        suggestion: "Write '\(spelling)' alone, or leave it out.")
    }
    for parameter in option.parameters.dropFirst(values.count) {
      guard let value = rest.popFirst() else {
        throw error(
          "\(spelling) needs \(parameter.kind.expectation), but nothing follows it",
          suggestion: "Write it as '\(spelling) \(parameter.placeholder)'.")
      }
      values.append(value)
    }
    occurrences.append(Occurrence(option: option, spelling: spelling, values: values))
  }

  private mutating func takePositional(_ argument: [UInt8]) throws(UsageError) {
    if command.name == nil, positionals.isEmpty,
      let name = program.command(named: argument)?.name
    {
      // A folder would be taken in silence for what was meant as a command.
      throw error(
        "the command '\(name)' comes after an option",
        suggestion: "Put the command first, or write './\(name)' for a folder of that name.")
    }
    positionals.append(argument)
  }

  func error(_ message: String, suggestion: String? = nil) -> UsageError {
    UsageError(message, suggestion: suggestion, in: command, of: program)
  }
}

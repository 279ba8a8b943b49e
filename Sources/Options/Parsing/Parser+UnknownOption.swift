extension Parser {
  /// A long name that the command doesn't have.
  func unknown(_ argument: [UInt8], named name: [UInt8]) -> UsageError {
    let message = "unknown option \(PrintableArgument(argument))"
    if let owner = program.allCommands.first(where: { command in
      command.options.contains { $0.name.utf8.elementsEqual(name) }
    }) {
      return error(
        message, suggestion: "It is an option of '\(program.call(owner))', not of this command.")
    }
    let names = Vocabulary(program.options(of: command).map(\.name))
    return error(message, suggestion: names.nearest(to: name).map { "Did you mean '--\($0)'?" })
  }

  /// A letter, alone or in a group, that the command doesn't have.
  func unknown(_ argument: [UInt8], letter: UInt8) -> UsageError {
    let options = program.options(of: command)
    guard argument.count > 2 else {
      let otherCase = options.first { $0.short?.asciiValue == letter ^ 0x20 }
      return error(
        "unknown option \(PrintableArgument(argument))",
        suggestion: otherCase?.short.map { "Did you mean '-\($0)'?" })
    }
    // '-size' is a group of letters, though it was hardly meant as one.
    let word = argument.dropFirst().prefix { $0 != UInt8(ascii: "=") }
    let meant = Vocabulary(options.map(\.name)).nearest(to: Array(word))
    let which = letter < 0x80 ? "\(PrintableArgument([UInt8(ascii: "-"), letter])) in " : ""
    return error(
      "unknown option \(which)\(PrintableArgument(argument))",
      suggestion: meant.map { "Did you mean '--\($0)'?" })
  }
}

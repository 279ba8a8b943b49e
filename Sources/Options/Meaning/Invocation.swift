/// What the command line asks for, typed and checked.
public enum Invocation: Equatable, Sendable {
  /// Make a dataset.
  case align(AlignOptions)
  /// Look at a photograph.
  case inspect(InspectOptions)
  /// Check a dataset.
  case verify(VerifyOptions)
  /// Write a dataset in a format that trainers read.
  case export(ExportOptions)
  /// Make a page of a dataset.
  case report(ReportOptions)
  /// Count what there is of a dataset or a run.
  case stats(StatsOptions)
  /// Paint a raw tree.
  case sample(SampleOptions)
  /// Print a completion script.
  case completions(Shell)
  /// Print the man page.
  case manual
  /// Print the help of a command.
  case help(Command)
  /// Print the version.
  case version

  /// Reads what parsed arguments mean.
  ///
  /// - Throws: ``UsageError`` naming the argument that is missing, too many or of a wrong value.
  public init(_ arguments: ParsedArguments) throws(UsageError) {
    if arguments.flag("help") {
      self = .help(arguments.command)
    } else if arguments.flag("version") {
      self = .version
    } else {
      try arguments.checkPositionals()
      try self.init(command: arguments)
    }
  }

  private init(command arguments: ParsedArguments) throws(UsageError) {
    switch arguments.command.name {
    case nil: self = .align(try AlignOptions(arguments))
    case "inspect": self = .inspect(try InspectOptions(arguments))
    case "verify": self = .verify(try VerifyOptions(arguments))
    case "export": self = .export(try ExportOptions(arguments))
    case "report": self = .report(try ReportOptions(arguments))
    case "stats": self = .stats(try StatsOptions(arguments))
    case "sample": self = .sample(try SampleOptions(arguments))
    case "completions": self = .completions(try arguments.choice(at: "SHELL"))
    case "man": self = .manual
    case "help": self = .help(try arguments.commandToExplain())
    case .some(let name): preconditionFailure("the table's command \(name) has no meaning")
    }
  }
}

extension ParsedArguments {
  fileprivate func commandToExplain() throws(UsageError) -> Command {
    guard let name = try wordIfGiven(at: "COMMAND") else { return program.defaultCommand }
    return program.command(named: Array(name.utf8)) ?? program.defaultCommand
  }
}

/// A command line that can't be followed.
public struct UsageError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong: which argument, what was expected and what was given.
  public let message: String
  /// What was perhaps meant, or what to do, in a sentence.
  public let suggestion: String?
  /// The usage line of the command.
  public let usage: String
  /// The program's name.
  let program: String
  /// The command line that prints the command's help.
  let help: String

  init(_ message: String, suggestion: String? = nil, in command: Command, of program: Program) {
    self.message = message
    self.suggestion = suggestion
    self.program = program.name
    usage = program.usage(of: command)
    help = "\(program.call(command)) --help"
  }

  /// The lines to print, without a newline at the end.
  public var description: String {
    var lines = ["\(program): \(message)"]
    if let suggestion { lines.append(suggestion) }
    lines.append("Usage: \(usage)")
    lines.append("Try '\(help)' for more.")
    return lines.joined(separator: "\n")
  }
}

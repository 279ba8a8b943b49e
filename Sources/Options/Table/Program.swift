/// The one table of what the command line takes; parsing, help, man page and completions all
/// come from it.
public struct Program: Equatable, Sendable {
  /// The name that the program is called by.
  public let name: String
  /// The program's version.
  public let version: String
  /// What the program is for, in a sentence.
  let summary: String
  /// What happens without a command's name.
  let defaultCommand: Command
  /// The commands that have a name, in the help's order.
  let commands: [Command]
  /// The options that every command takes.
  let commonOptions: [Option]
  /// How arguments are read, a paragraph each.
  let notes: [String]

  /// The command without a name, then all others.
  var allCommands: [Command] { [defaultCommand] + commands }

  /// All options that a command takes.
  func options(of command: Command) -> [Option] { command.options + commonOptions }

  /// The command of that name.
  func command(named bytes: [UInt8]) -> Command? {
    commands.first { $0.name.map { $0.utf8.elementsEqual(bytes) } ?? false }
  }

  /// The name of the command that a word was perhaps meant as, such as `verify` for `verfy`.
  ///
  /// Only the caller can tell `verfy DIR` from a folder of that name, so it may ask here when
  /// there is no such folder.
  public func commandResembling(_ word: [UInt8]) -> String? {
    Vocabulary(commands.compactMap(\.name)).nearest(to: word)
  }

  /// How a command is called, without its arguments.
  func call(_ command: Command) -> String {
    command.name.map { "\(name) \($0)" } ?? name
  }

  /// A command's usage line, without a label.
  func usage(of command: Command) -> String {
    command.synopsis.isEmpty ? call(command) : "\(call(command)) \(command.synopsis)"
  }

  /// The name and the version, as `--version` prints them.
  public var versionLine: String { "\(name) \(version)\n" }
}

/// What was given, told apart by the table; nothing in it is decoded yet.
public struct ParsedArguments: Equatable, Sendable {
  /// The table that it was told apart by.
  let program: Program
  /// The command that was asked for.
  let command: Command
  /// The options, in the order given.
  let occurrences: [Occurrence]
  /// The arguments that are no options, in the order given.
  let positionals: [[UInt8]]
}

@testable import Options

extension Program {
  /// The table under test.
  static let tested = alignDataset(version: "1.2.3")

  /// What words on a command line mean.
  func invocation(_ words: String...) throws(UsageError) -> Invocation {
    try Invocation(parse(words.map { Array($0.utf8) }))
  }

  /// What is wrong with words on a command line, or nil if nothing is.
  func error(_ words: String...) -> UsageError? {
    error(bytes: words.map { Array($0.utf8) })
  }

  /// What is wrong with bytes on a command line, or nil if nothing is.
  func error(bytes: [[UInt8]]) -> UsageError? {
    do throws(UsageError) {
      _ = try Invocation(parse(bytes))
      return nil
    } catch {
      return error
    }
  }

  /// The options for aligning that words on a command line mean, or nil if they mean another.
  func alignment(_ words: String...) throws(UsageError) -> AlignOptions? {
    guard case .align(let options) = try Invocation(parse(words.map { Array($0.utf8) })) else {
      return nil
    }
    return options
  }

  /// A program whose only command takes these.
  static func small(options: [Option], positionals: [Positional] = []) -> Program {
    Program(
      name: "small", version: "1", summary: "Is small.",
      defaultCommand: Command(
        nil, "Does little.", positionals: positionals, options: options, examples: []),
      commands: [], commonOptions: [], notes: [])
  }
}

/// The help of a command, as `--help` prints it.
struct HelpText {
  private let program: Program
  private let command: Command
  private let width: Int

  /// The widths, in columns, between which text reads well.
  private static let widths = 40...100
  /// Where the explanations start at most; a longer term has a line of its own.
  private static let widestTerm = 24

  init(_ program: Program, _ command: Command, width: Int) {
    self.program = program
    self.command = command
    self.width = min(max(width, Self.widths.lowerBound), Self.widths.upperBound)
  }

  var text: String {
    var blocks = [introduction, usage]
    blocks += [section("Arguments", arguments), section("Options", options)]
    if isDefault { blocks.append(section("Commands", commands)) }
    blocks += notes.map { Paragraph.lines($0, width: width) }
    if isDefault { blocks.append(section("Exit status", exitStatuses)) }
    blocks.append(examples)
    return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  private var isDefault: Bool { command.name == nil }

  private var introduction: [String] {
    Paragraph.lines(
      isDefault ? "\(program.summary) \(command.summary)" : command.summary, width: width)
  }

  private var usage: [String] {
    let others = isDefault ? ["       \(program.name) COMMAND ..."] : []
    return ["Usage: \(program.usage(of: command))"] + others
  }

  private var notes: [String] { command.notes + (isDefault ? program.notes : []) }

  private var arguments: [(term: String, text: String)] {
    command.positionals.map { ("  \($0.name)", $0.fullSummary) }
  }

  private var options: [(term: String, text: String)] {
    program.options(of: command).map { option in
      let placeholders = option.parameters.map { " \($0.placeholder)" }.joined()
      // Without a short name, the long one still stands under the others.
      let indent = option.short == nil ? "      " : "  "
      return (indent + option.spellings.joined(separator: ", ") + placeholders, option.fullSummary)
    }
  }

  private var commands: [(term: String, text: String)] {
    program.commands.map { ("  \($0.name ?? "") \($0.synopsis)", $0.summary) }
  }

  private var exitStatuses: [(term: String, text: String)] {
    ExitStatus.allCases.map { ("  \($0.rawValue)", $0.summary) }
  }

  private var examples: [String] {
    // A command line is copied, so it is never broken.
    ["Examples:"]
      + command.examples.flatMap { example in
        ["  \(example.line)"]
          + Paragraph.lines(example.summary, width: width - 6).map { "      \($0)" }
      }
  }

  private func section(_ title: String, _ entries: [(term: String, text: String)]) -> [String] {
    guard !entries.isEmpty else { return [] }
    let longest = entries.map(\.term.count).max() ?? 0
    let column = min(longest + 2, Self.widestTerm)
    return ["\(title):"]
      + entries.flatMap { Paragraph.entry($0.term, $0.text, column: column, width: width) }
  }
}

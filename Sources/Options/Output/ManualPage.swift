/// The man page, in roff with the macros of man(7).
struct ManualPage {
  private let program: Program

  init(_ program: Program) {
    self.program = program
  }

  var text: String {
    let title = Self.escaped(program.name.uppercased())
    // The date is left empty: the page is the same whenever it is printed.
    let header = ".TH \(title) 1 \"\" \"\(Self.escaped("\(program.name) \(program.version)"))\""
    let sections = [
      section("NAME", [Self.escaped(program.name) + " \\- " + Self.escaped(nameLine)]),
      section("SYNOPSIS", synopsis),
      section("DESCRIPTION", [program.summary, program.defaultCommand.summary].map(Self.line)),
      section("ARGUMENTS", arguments(of: program.defaultCommand)),
      section("OPTIONS", options(program.options(of: program.defaultCommand))),
      section("COMMANDS", program.commands.flatMap(subsection)),
      section("EXIT STATUS", exitStatuses),
      section("NOTES", paragraphs(program.defaultCommand.notes + program.notes)),
      section("EXAMPLES", examples),
    ]
    return ([header] + sections.flatMap { $0 }).joined(separator: "\n") + "\n"
  }

  /// The summary as whatis(1) wants it: without a capital and without a full stop.
  private var nameLine: String {
    let sentence =
      program.summary.hasSuffix(".") ? program.summary.dropLast() : program.summary[...]
    return sentence.prefix(1).lowercased() + sentence.dropFirst()
  }

  private var synopsis: [String] {
    let usages = program.allCommands.map { command in
      let call = "\\fB\(Self.escaped(program.call(command)))\\fR"
      return command.synopsis.isEmpty ? call : "\(call) \(Self.escaped(command.synopsis))"
    }
    return Array(usages.map { [$0] }.joined(separator: [".br"]))
  }

  private func subsection(_ command: Command) -> [String] {
    [".SS \"\(Self.escaped(program.usage(of: command)))\"", Self.line(command.summary)]
      + arguments(of: command) + options(command.options) + paragraphs(command.notes)
  }

  private func arguments(of command: Command) -> [String] {
    command.positionals.flatMap { entry("\\fI\(Self.escaped($0.name))\\fR", $0.fullSummary) }
  }

  private func options(_ options: [Option]) -> [String] {
    options.flatMap { option in
      let names = option.spellings.map { "\\fB\(Self.escaped($0))\\fR" }.joined(separator: ", ")
      let values = option.parameters.map { " \\fI\(Self.escaped($0.placeholder))\\fR" }.joined()
      return entry(names + values, option.fullSummary)
    }
  }

  private var exitStatuses: [String] {
    ExitStatus.allCases.flatMap { entry("\\fB\($0.rawValue)\\fR", $0.summary) }
  }

  private var examples: [String] {
    program.allCommands.flatMap(\.examples).flatMap { example in
      entry("\\fB\(Self.escaped(example.line))\\fR", example.summary)
    }
  }

  private func paragraphs(_ texts: [String]) -> [String] {
    texts.flatMap { [".PP", Self.line($0)] }
  }

  private func entry(_ term: String, _ text: String) -> [String] {
    [".TP", term, Self.line(text)]
  }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : [".SH \(title.contains(" ") ? "\"\(title)\"" : title)"] + lines
  }

  /// A line of text; one that begins with a control character would be taken for a request.
  static func line(_ text: String) -> String {
    (text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" : "") + escaped(text)
  }

  /// Text with the characters that roff reads otherwise, or prints as others, escaped.
  static func escaped(_ text: String) -> String {
    Paragraph.plain(text).map { character in
      switch character {
      case "\\": "\\e"
      case "-": "\\-"
      case "'": "\\(aq"
      case "\"": "\\(dq"
      case "`": "\\(ga"
      case "^": "\\(ha"
      case "~": "\\(ti"
      default: String(character)
      }
    }.joined()
  }
}

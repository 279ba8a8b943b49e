import Testing

@testable import Options

@Suite struct HelpTextTests {
  private let program = Program.tested

  @Test(
    "No line is longer than asked for, except words and command lines", arguments: [60, 80, 100])
  func width(width: Int) {
    for command in program.allCommands {
      let examples = Set(command.examples.map { "  \($0.line)" })
      for line in program.help(for: command, width: width).split(separator: "\n")
      where !examples.contains(String(line)) && line.split(separator: " ").count > 1 {
        #expect(line.count <= width, "\(line)")
      }
    }
  }

  @Test("A width beyond reading is not used")
  func widthLimits() {
    let command = program.defaultCommand
    #expect(program.help(for: command, width: 1000) == program.help(for: command, width: 100))
    #expect(program.help(for: command, width: 0) == program.help(for: command, width: 40))
  }

  @Test("Every option is explained with its range and its default")
  func limits() {
    let help = program.help(for: program.defaultCommand, width: 100)
    #expect(
      help.contains(
        "--size N          Edge of an aligned face, in pixels. [32 to 512; default: 96]"))
    #expect(help.contains("[0 to 2; default: 1]"))
    #expect(
      help.contains("[auto, folders, casia-webface or facescrub; default: auto; may be repeated]"))
    #expect(help.contains("[1 to 1024; default: all cores]"))
    for option in program.options(of: program.defaultCommand) {
      #expect(option.spellings.allSatisfy(help.contains))
    }
  }

  @Test("The explanations stand in one column")
  func columns() throws {
    let help = program.help(for: program.defaultCommand)
    let lines = help.split(separator: "\n")
    let starts = try ["Edge of", "How often", "Print no", "How RAW"].map { text in
      let line = try #require(lines.first { $0.contains(text) })
      let range = try #require(line.firstRange(of: text))
      return line.distance(from: line.startIndex, to: range.lowerBound)
    }
    #expect(Set(starts) == [24])
  }

  @Test("The program's help lists the commands and what the exit status means")
  func programHelp() {
    let help = program.help(for: program.defaultCommand)
    for command in program.commands { #expect(help.contains("\n  \(command.name ?? "") ")) }
    for status in ExitStatus.allCases { #expect(help.contains("\n  \(status.rawValue) ")) }
    #expect(help.contains("'./verify'"))
  }

  @Test(
    "Help starts with a sentence and ends with an example", arguments: Program.tested.allCommands)
  func order(command: Command) throws {
    let help = program.help(for: command)
    let example = try #require(command.examples.last)
    #expect(help.contains("Usage: \(program.usage(of: command))\n"))
    #expect(help.hasSuffix("  \(example.line)\n      \(example.summary)\n"))
  }

  @Test("A repeatable option with several values shows them")
  func severalValues() {
    let option = Option(
      "range",
      parameters: [
        Parameter(placeholder: "FROM", kind: .file), Parameter(placeholder: "TO", kind: .file),
      ], repeats: true, "Takes a range.")
    let small = Program.small(options: [option])
    #expect(
      small.help(for: small.defaultCommand).contains(
        "      --range FROM TO  Takes a range. [may be repeated]\n"))
  }
}

import Testing

@testable import Options

@Suite struct TableTests {
  @Test(
    "Every command can be read with nothing but its positionals and what is required",
    arguments: [
      "", "verify", "inspect", "report", "stats", "export", "sample", "completions", "man", "help",
    ])
  func defaultsAreValid(name: String) throws {
    let command = Program.tested.command(named: Array(name.utf8)) ?? Program.tested.defaultCommand
    let positionals = command.positionals.map { positional in
      guard case .choice(let words) = positional.kind else { return "x" }
      return words.first ?? ""
    }
    let required = command.options.filter { $0.fallback == .required }.flatMap { option in
      guard case .choice(let words)? = option.parameters.first?.kind else { return [String]() }
      return ["--\(option.name)", words.first ?? ""]
    }
    let words = (command.name.map { [$0] } ?? []) + positionals + required
    _ = try Invocation(Program.tested.parse(words.map { Array($0.utf8) }))
  }

  @Test("The list of commands above is complete")
  func everyCommandIsTested() {
    #expect(
      Program.tested.commands.compactMap(\.name) == [
        "verify", "inspect", "report", "stats", "export", "sample", "completions", "man", "help",
      ])
  }

  @Test("No command has two options of one name", arguments: Program.tested.allCommands)
  func namesAreUnique(command: Command) {
    let spellings = Program.tested.options(of: command).flatMap(\.spellings)
    #expect(Set(spellings).count == spellings.count)
  }

  @Test(
    "Every default is one of the values that its option takes",
    arguments: Program.tested.allCommands)
  func fallbacksAreAllowed(command: Command) {
    for option in command.options {
      guard case .value(let text) = option.fallback, let kind = option.parameters.first?.kind else {
        continue
      }
      let bytes = Array(text.utf8)
      let isAllowed =
        switch kind {
        case .integer: kind.integer(from: bytes) != nil
        case .unsigned: kind.unsigned(from: bytes) != nil
        case .choice: kind.choice(from: bytes) != nil
        case .share: kind.share(from: bytes) != nil
        case .named: kind.named(from: bytes) != nil
        case .text: kind.text(from: bytes) != nil
        case .file, .folder: kind.path(from: bytes) != nil
        }
      #expect(isAllowed, "--\(option.name)")
    }
  }

  @Test(
    "Every example on the command line is one that is understood",
    arguments: Program.tested.allCommands)
  func examplesAreValid(command: Command) throws {
    for example in command.examples {
      let call = example.line.replacing("source <(", with: "").replacing(")", with: "")
      let words = call.split(separator: "|").first?.split(separator: " ").dropFirst() ?? []
      let parsed = try Program.tested.parse(words.map { Array($0.utf8) })
      _ = try Invocation(parsed)
      #expect(parsed.command == command)
    }
  }
}

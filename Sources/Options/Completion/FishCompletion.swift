/// The completion script for fish.
struct FishCompletion {
  private let program: Program
  private let function: String

  init(_ program: Program) {
    self.program = program
    function = "__" + program.name.replacing("-", with: "_")
  }

  var script: String {
    """
    # fish completion for \(program.name)

    \(place)

    \(values)

    \(conditions)

    complete -c \(program.name) -f
    \(lines.joined(separator: "\n"))

    """
  }

  private var place: String {
    """
    # Prints the command and how many positionals are before the cursor.
    function \(function)_place
        set -l words (commandline -opc)
        set -e words[1]
        set -l command .
        if set -q words[1]; and contains -- $words[1] \(commandNames)
            set command $words[1]
            set -e words[1]
        end
        set -l count 0
        set -l skipped 0
        set -l ended 0
        for word in $words
            if test $skipped -gt 0
                set skipped (math $skipped - 1)
            else if test $ended = 1
                set count (math $count + 1)
            else if test "$word" = --
                set ended 1
            else if string match -q -- '-?*' $word
                set skipped (\(function)_values $command $word)
            else
                set count (math $count + 1)
            end
        end
        echo $command
        echo $count
    end
    """
  }

  private var values: String {
    """
    # Prints how many of the next words are an option's values.
    function \(function)_values
        set -l name $argv[2]
        if not string match -q -- '--*' $name
            set name -(string sub -s -1 -- $name)
        end
        switch "$argv[1] $name"
    \(valueCases)
            case '*'
                echo 0
        end
    end
    """
  }

  private var conditions: String {
    """
    # Whether the command is the first argument, and the place, if given, the second.
    function \(function)_at
        set -l place (\(function)_place)
        test $place[1] = $argv[1]; and begin
            not set -q argv[2]; or test $place[2] -eq $argv[2]
        end
    end

    # Whether as many positionals as the second argument, or more, are before the cursor.
    function \(function)_from
        set -l place (\(function)_place)
        test $place[1] = $argv[1]; and test $place[2] -ge $argv[2]
    end

    # Whether nothing is before the cursor.
    function \(function)_first
        test (count (commandline -opc)) -eq 1
    end
    """
  }

  private var commandNames: String {
    program.commands.compactMap(\.name).joined(separator: " ")
  }

  private var valueCases: String {
    program.allCommands.flatMap { command in
      program.options(of: command).filter { !$0.parameters.isEmpty }.map { option in
        let names = option.spellings.map { "'\(Self.key(command)) \($0)'" }
        return "        case \(names.joined(separator: " "))\n"
          + "            echo \(option.parameters.count)"
      }
    }.joined(separator: "\n")
  }

  private var lines: [String] {
    program.commands.map { command in
      "complete -c \(program.name) -n \(function)_first -a \(command.name ?? "") "
        + "-d \(Self.quoted(command.summary))"
    } + program.allCommands.flatMap { optionLines($0) + positionalLines($0) }
  }

  private func optionLines(_ command: Command) -> [String] {
    program.options(of: command).map { option in
      let short = option.short.map { " -s \($0)" } ?? ""
      let value = option.parameters.first.map { " -r" + Self.action($0.kind) } ?? ""
      return "complete -c \(program.name) -n '\(function)_at \(Self.key(command))'"
        + "\(short) -l \(option.name)\(value) -d \(Self.quoted(option.summary))"
    }
  }

  private func positionalLines(_ command: Command) -> [String] {
    command.placesToComplete.map { place, positional in
      let condition = positional.count == .repeatedly ? "from" : "at"
      return "complete -c \(program.name) -n '\(function)_\(condition) \(Self.key(command)) "
        + "\(place)'\(Self.action(positional.kind))"
    }
  }

  /// What stands for a command in the script; no command is named by a dot.
  private static func key(_ command: Command) -> String { command.name ?? "." }

  private static func action(_ kind: ValueKind) -> String {
    switch kind {
    case .integer, .unsigned, .share, .text: " -f"
    case .named(let kind): action(kind)
    case .choice(let words): " -f -a '\(words.joined(separator: " "))'"
    case .file: " -F"
    case .folder: " -f -a '(__fish_complete_directories)'"
    }
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}

/// The completion script for zsh.
struct ZshCompletion {
  private let program: Program
  private let function: String

  init(_ program: Program) {
    self.program = program
    function = "_" + program.name
  }

  var script: String {
    """
    #compdef \(program.name)

    \(function)_commands() {
      local -a commands=(
    \(commandDescriptions)
      )
      _describe -t commands command commands
    }

    # The first positional may be a command, but only as the first word.
    \(function)_first() {
      local ret=1
      ((CURRENT == 2)) && \(function)_commands && ret=0
      "$@" && ret=0
      return ret
    }

    \(function)() {
      if ((CURRENT > 2)); then
        case ${words[2]} in
    \(program.commands.map(commandCase).joined(separator: "\n"))
        esac
      fi
      _arguments -s -S : \\
    \(specifications(of: program.defaultCommand, indent: "    "))
    }

    if [[ ${funcstack[1]} == \(function) ]]; then
      \(function) "$@"
    else
      compdef \(function) \(program.name)
    fi

    """
  }

  private var commandDescriptions: String {
    program.commands.map { command in
      "    " + Self.quoted("\(command.name ?? ""):\(Self.sentence(command.summary))")
    }.joined(separator: "\n")
  }

  private func commandCase(_ command: Command) -> String {
    """
          \(command.name ?? ""))
            shift words
            ((CURRENT -= 1))
            _arguments -s -S : \\
    \(specifications(of: command, indent: "          "))
            return
            ;;
    """
  }

  private func specifications(of command: Command, indent: String) -> String {
    let options = program.options(of: command).map(specification)
    let positionals = command.placesToComplete.flatMap { place, positional in
      let action = Self.action(positional.kind)
      // The space keeps _arguments from putting compadd's options between function and action.
      let isFirst = command.name == nil && place == 0
      let counts =
        switch positional.count {
        case .once: ["\(place + 1):"]
        case .optionally: ["\(place + 1)::"]
        case .repeatedly: isFirst ? ["1:", "*:"] : ["*:"]
        }
      return counts.map { count in
        let offersCommands = isFirst && count != "*:"
        return Self.quoted(
          "\(count)\(positional.name):"
            + (offersCommands ? " \(function)_first \(action)" : action))
      }
    }
    return (options + positionals).map { indent + $0 }.joined(separator: " \\\n")
  }

  private func specification(of option: Option) -> String {
    let values = option.parameters.map { ":\($0.placeholder):\(Self.action($0.kind))" }.joined()
    let explanation = Self.quoted("[\(Self.escaped(Self.sentence(option.summary)))]" + values)
    // After a short name the value may be attached, after a long one an equals sign may stand.
    let takesValue = !option.parameters.isEmpty
    let long = "--\(option.name)" + (takesValue ? "=" : "")
    let names = option.short.map { "{-\($0)\(takesValue ? "+" : ""),\(long)}" } ?? long
    return Self.exclusions(option) + names + explanation
  }

  /// What can't be given besides: anything after an answer, and the option itself unless it
  /// repeats.
  private static func exclusions(_ option: Option) -> String {
    if option.endsParsing { return "'(- *)'" }
    return option.repeats ? "'*'" : "'(\(option.spellings.joined(separator: " ")))'"
  }

  private static func action(_ kind: ValueKind) -> String {
    switch kind {
    case .integer, .unsigned, .share, .text: " "
    case .named(let kind): action(kind)
    case .choice(let words): "(\(words.joined(separator: " ")))"
    case .file: "_files"
    case .folder: "_files -/"
    }
  }

  private static func sentence(_ text: String) -> String {
    text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// Text inside an option's brackets.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("[", with: "\\[").replacing("]", with: "\\]")
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}

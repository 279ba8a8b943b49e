/// The completion script for bash.
///
/// The script walks the words before the cursor as the parser would. Files and folders are left
/// to readline, which knows how to quote them.
struct BashCompletion {
  private let program: Program
  private let function: String

  init(_ program: Program) {
    self.program = program
    function = "_" + program.name.replacing("-", with: "_")
  }

  var script: String {
    """
    # bash completion for \(program.name)

    \(lookups)

    \(function)() {
    \(reading)

    \(offering)
    }

    complete -F \(function) \(program.name)

    """
  }

  private var lookups: String {
    """
    # Prints what follows an option: a line a value.
    \(function)_values() {
      case "$1 $2" in
    \(valueCases)
      esac
    }

    # Prints what is expected at a place: the command, and how many positionals are before it.
    \(function)_positional() {
      case "$1 $2" in
    \(positionalCases)
      esac
    }

    # Prints the options of a command.
    \(function)_options() {
      case "$1" in
    \(optionCases)
      esac
    }
    """
  }

  /// The part that reads the words before the cursor: which command it is, how many positionals
  /// there are, and which values are still to follow an option.
  private var reading: String {
    """
      local cur=${COMP_WORDS[COMP_CWORD]} command=. count=0 ended='' word i
      local -a pending=()
      COMPREPLY=()
      for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $word == '=' && ${COMP_WORDS[i - 1]} == --* && ! $ended ]]; then
          continue # readline splits --name=value into three words
        elif ((${#pending[@]})); then
          pending=("${pending[@]:1}")
        elif [[ $ended ]]; then
          ((count += 1))
        elif [[ $word == -- ]]; then
          ended=1
        elif [[ $word == --* ]]; then
          mapfile -t pending < <(\(function)_values "$command" "$word")
        elif [[ $word == -?* ]]; then
          mapfile -t pending < <(\(function)_values "$command" "-${word: -1}")
        elif ((i == 1)) && [[ " \(commandNames) " == *" $word "* ]]; then
          command=$word
        else
          ((count += 1))
        fi
      done
      if [[ $cur == '=' && $word == --* ]]; then
        cur=''
      fi
    """
  }

  /// The part that offers what is expected at the cursor.
  private var offering: String {
    """
      local expected words=''
      if ((${#pending[@]})); then
        expected=${pending[0]}
      elif [[ $cur == -* && ! $ended ]]; then
        expected="words $(\(function)_options "$command")"
      else
        expected=$(\(function)_positional "$command" "$count")
        if ((COMP_CWORD == 1)); then
          words='\(commandNames)'
        fi
      fi
      case $expected in
        file) compopt -o default ;;
        folder) compopt -o plusdirs ;;
        words\\ *) words=${expected#words } ;;
      esac
      mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
    """
  }

  private var commandNames: String {
    program.commands.compactMap(\.name).joined(separator: " ")
  }

  private var valueCases: String {
    program.allCommands.flatMap { command in
      program.options(of: command).filter { !$0.parameters.isEmpty }.map { option in
        let patterns = option.spellings.map { "'\(Self.key(command)) \($0)'" }
        let values = option.parameters.map { "'\(Self.expected($0.kind))'" }
        return "    \(patterns.joined(separator: " | "))) "
          + "printf '%s\\n' \(values.joined(separator: " ")) ;;"
      }
    }.joined(separator: "\n")
  }

  private var positionalCases: String {
    program.allCommands.flatMap { command in
      command.placesToComplete.map { place, positional in
        // A pattern of '*' stands for this place and all after it.
        let pattern =
          positional.count == .repeatedly
          ? "'\(Self.key(command)) '*" : "'\(Self.key(command)) \(place)'"
        return "    \(pattern)) echo '\(Self.expected(positional.kind))' ;;"
      }
    }.joined(separator: "\n")
  }

  private var optionCases: String {
    program.allCommands.map { command in
      let spellings = program.options(of: command).flatMap(\.spellings)
      return "    '\(Self.key(command))') echo '\(spellings.joined(separator: " "))' ;;"
    }.joined(separator: "\n")
  }

  /// What stands for a command in the script; no command is named by a dot.
  private static func key(_ command: Command) -> String { command.name ?? "." }

  private static func expected(_ kind: ValueKind) -> String {
    switch kind {
    case .integer, .unsigned, .share, .text: "number"
    case .named(let kind): expected(kind)
    case .choice(let words): "words " + words.joined(separator: " ")
    case .file: "file"
    case .folder: "folder"
    }
  }
}

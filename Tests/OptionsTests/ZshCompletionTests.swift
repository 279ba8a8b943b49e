import TestSupport
import Testing

@testable import Options

@Suite(.enabled(if: ShellProcess.isInstalled("zsh"), "zsh is not installed"))
struct ZshCompletionTests {
  private let script = Program.tested.completionScript(for: .zsh)

  /// What zsh offers at the end of a command line.
  ///
  /// zsh completes only at a terminal, so the script starts a second zsh at one of its own, types
  /// the line and a tab there, and has the matches written to a file. TMOUT ends a zsh that the
  /// line never reached.
  private func offers(_ line: String) throws -> [String] {
    let outer = """
      mkdir photos; touch model.dat
      cat > inner <<'END'
      PS1= ; autoload -Uz compinit; compinit -u -D
      eval "$(<completion)"
      compadd() {
        builtin compadd "$@"
        local ret=$?
        [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]] && return ret
        local -a hits
        builtin compadd -A hits "$@"
        print -rl -- $hits >> matches
        return ret
      }
      finish() { touch done; exit }
      comppostfuncs=(finish)
      bindkey '^I' complete-word
      print ready
      END
      cat > completion <<'END'
      \(script)
      END
      zmodload zsh/zpty
      zpty inner env TMOUT=30 zsh -f -i
      zpty -w inner 'source ./inner'
      zpty -r inner started $'*ready\\r\\n*'
      zpty -w -n inner $'align-dataset \(line)\\t'
      while [[ ! -e done ]] && zpty -r inner more; do :; done
      zpty -d inner
      [[ ! -e matches ]] || sort -u matches
      """
    let zsh = try ShellProcess("zsh", ["-f"], script: outer)
    #expect(zsh.error == "")
    return zsh.output.split(separator: "\n").map(String.init)
  }

  @Test("zsh understands the script")
  func syntax() throws {
    let zsh = try ShellProcess("zsh", ["-f", "-n"], script: script)
    #expect(zsh.status == 0)
    #expect(zsh.error == "")
  }

  @Test("The first word is a command or a folder")
  func firstWord() throws {
    #expect(
      try offers("") == [
        "completions", "export", "help", "inspect", "man", "photos", "report", "sample", "stats",
        "verify",
      ])
    #expect(try offers("-q ") == ["photos"])
  }

  @Test("Each command has its options")
  func options() throws {
    #expect(try offers("--la") == ["--landmark-model", "--landmarks", "--layout"])
    #expect(try offers("sample --p") == ["--people"])
    #expect(try offers("verify --p") == [])
  }

  @Test("A choice has its values, behind a space or an equals sign")
  func choices() throws {
    #expect(try offers("--layout fo") == ["folders"])
    #expect(try offers("--layout=fo") == ["folders"])
    #expect(try offers("completions ") == ["bash", "fish", "zsh"])
  }

  @Test("A file and a folder are found")
  func paths() throws {
    #expect(try offers("sample --truth mo") == ["model.dat"])
    #expect(try offers("--size 96 -qj 4 raw ") == ["photos"])
    #expect(try offers("--size 96 raw more ") == ["photos"])
    #expect(try offers("verify out ").allSatisfy { $0.hasPrefix("-") })
  }
}

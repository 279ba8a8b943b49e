import TestSupport
import Testing

@testable import Options

@Suite(.enabled(if: ShellProcess.isInstalled("bash"), "bash is not installed"))
struct BashCompletionTests {
  /// What bash offers for the last of the words.
  ///
  /// A file or a folder is left to readline, which
  /// shows here as `<default>` and `<plusdirs>`.
  private func offers(_ words: String..., program: Program = .tested) throws -> [String] {
    let quoted = ([program.name] + words).map { "'\($0)'" }.joined(separator: " ")
    let script = """
      \(program.completionScript(for: .bash))
      compopt() { echo "<$2>"; }
      COMP_WORDS=(\(quoted))
      COMP_CWORD=\(words.count)
      _\(program.name.replacing("-", with: "_"))
      ((${#COMPREPLY[@]} == 0)) || printf '%s\\n' "${COMPREPLY[@]}"
      """
    let bash = try ShellProcess("bash", ["--norc"], script: script)
    #expect(bash.error == "")
    return bash.output.split(separator: "\n").map(String.init)
  }

  @Test("The first word is a command or a folder")
  func firstWord() throws {
    #expect(
      try offers("") == [
        "<plusdirs>", "verify", "inspect", "report", "stats", "export", "sample", "completions",
        "man", "help",
      ])
    #expect(try offers("ver") == ["<plusdirs>", "verify"])
    #expect(try offers("-q", "") == ["<plusdirs>"])
  }

  @Test("Each command has its options")
  func options() throws {
    #expect(try offers("--la") == ["--landmarks", "--landmark-model", "--layout"])
    #expect(try offers("sample", "--p") == ["--people"])
    #expect(try offers("verify", "--p") == [])
    #expect(try offers("man", "--v") == ["--version"])
  }

  @Test("A choice has its values, behind a space or an equals sign")
  func choices() throws {
    #expect(try offers("--layout", "fo") == ["folders"])
    #expect(try offers("--layout", "=", "fo") == ["folders"])
    #expect(try offers("--layout", "=") == ["auto", "folders", "casia-webface", "facescrub"])
    #expect(try offers("completions", "") == ["bash", "zsh", "fish"])
    #expect(try offers("help", "s") == ["stats", "sample"])
  }

  @Test("A file and a folder are left to readline")
  func paths() throws {
    #expect(try offers("--landmark-model", "") == ["<default>"])
    #expect(try offers("sample", "--truth", "=", "x") == ["<default>"])
    #expect(try offers("raw", "") == ["<plusdirs>"])
    #expect(try offers("raw", "more", "") == ["<plusdirs>"])
    #expect(try offers("verify", "out", "") == [])
  }

  @Test("Values are not counted as positionals, in whatever way they are given")
  func values() throws {
    #expect(try offers("--size", "96", "raw", "") == ["<plusdirs>"])
    #expect(try offers("--size", "=", "96", "-qj", "4", "-j4", "raw", "out", "") == ["<plusdirs>"])
    #expect(try offers("--size", "") == [])
    #expect(try offers("raw", "--", "--la") == ["<plusdirs>"])
  }

  @Test("Each of several values has its own kind")
  func severalValues() throws {
    let option = Option(
      "put",
      parameters: [
        Parameter(placeholder: "WHAT", kind: .choice(["one", "two"])),
        Parameter(placeholder: "WHERE", kind: .file),
      ], "Puts.")
    let small = Program.small(
      options: [option],
      positionals: [Positional("DIR", .folder, count: .repeatedly, "Folders.")])
    #expect(try offers("--put", "", program: small) == ["one", "two"])
    #expect(try offers("--put", "one", "", program: small) == ["<default>"])
    #expect(try offers("--put", "one", "f", "a", "b", "", program: small) == ["<plusdirs>"])
  }
}

import TestSupport
import Testing

@Suite struct UsageTests {
  @Test(
    "A command line that can't be followed exits with 2 and says what to write, on stderr only",
    arguments: [
      ("", "align-dataset: RAW is missing; expected the name of a folder"),
      ("raw", "align-dataset: OUT is missing; expected the name of a folder"),
      ("verify out more", "align-dataset: unexpected argument 'more'"),
      ("raw out --sise 96", "Did you mean '--size'?"),
      ("raw out -size 96", "Did you mean '--size'?"),
      ("raw out --size", "Write it as '--size N'."),
      ("raw out --size 31", "--size takes a whole number from 32 to 512, not '31'"),
      ("raw out --size 513", "--size takes a whole number from 32 to 512, not '513'"),
      ("raw out --size abc", "--size takes a whole number from 32 to 512, not 'abc'"),
      ("raw out --size ９６", "--size takes a whole number from 32 to 512, not '９６'"),
      ("raw out -j 0", "-j takes a whole number from 1 to 1024, not '0'"),
      ("raw out -j4x", "-j takes a whole number from 1 to 1024, not '4x'"),
      ("raw out --quiet=yes", "--quiet takes no value"),
      ("'' out", "RAW takes the name of a folder, not ''"),
      ("raw ''", "OUT takes the name of a folder, not ''"),
      ("raw out --layout facescrubs", "--layout takes "),
      ("verify", "align-dataset: DIR is missing; expected the name of a folder"),
      ("verfy", "Did you mean the command 'verify'?"),
      ("-q verify set", "the command 'verify' comes after an option"),
      ("completions bsh", "Did you mean 'bash'?"),
      ("verify $'\\e[31m' $'\\xff\\n'", "align-dataset: unexpected argument '\\xff\\n'"),
    ])
  func usage(arguments: String, says: String) throws {
    let run = try ShellProcess("align-dataset \(arguments)")
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.error.contains(says), "\(run.error)")
    #expect(run.error.contains("\nUsage: align-dataset"))
    #expect(run.errors.last?.hasPrefix("Try 'align-dataset") == true)
    #expect(run.error.isPrintable)
  }

  @Test("--version and --help answer on stdout, whatever follows")
  func answers() throws {
    let version = try ShellProcess("align-dataset --version --sise")
    #expect(version.status == 0)
    #expect(version.output.wholeMatch(of: /align-dataset \d+\.\d+\.\d+\n/) != nil)
    let help = try ShellProcess("align-dataset raw --help --sise")
    #expect(help.status == 0)
    #expect(help.output.contains("Usage: align-dataset [options] RAW... OUT\n"))
    #expect(version.error + help.error == "")
  }

  @Test("Every command that the help names has a help of its own")
  func helps() throws {
    let help = try ShellProcess("align-dataset --help").output
    let section = try #require(help.split(separator: "\nCommands:\n").dropFirst().first)
    // What is indented further explains the command above it.
    let commands = section.split(separator: "\n")
      .prefix { $0.hasPrefix("  ") }.filter { !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first }
    #expect(
      commands == [
        "verify", "inspect", "report", "stats", "export", "sample", "completions", "man", "help",
      ])
    for command in commands {
      let run = try ShellProcess(
        "align-dataset \(command) --help; align-dataset help \(command)")
      #expect(run.status == 0)
      let usage = "Usage: align-dataset \(command)"
      #expect(run.output.ranges(of: usage).count == 2)
    }
  }

  @Test("The completion script of bash is valid and completes an option")
  func completions() throws {
    let run = try ShellProcess(
      """
      align-dataset completions bash > complete && bash -n complete && . ./complete
      COMP_WORDS=(align-dataset raw out --lay) COMP_CWORD=3
      _align_dataset
      echo "${COMPREPLY[@]}"
      """)
    #expect(run.output == "--layout\n")
    #expect(run.error == "")
  }

  @Test(
    "man reads the man page without a warning",
    .enabled(if: ShellProcess.isInstalled("man"), "man is not installed"))
  func manual() throws {
    let run = try ShellProcess(
      "align-dataset man > page.1 && MANWIDTH=80 man --warnings -l page.1 > text && cat text")
    #expect(run.status == 0)
    #expect(run.error == "")
    #expect(run.output.contains("--landmark-model"))
  }
}

import Testing

@testable import Options

@Suite struct UsageErrorTests {
  private let program = Program.tested

  @Test("An error has the suggestion and the usage line under it")
  func description() {
    #expect(
      program.error("--sise", "96", "raw", "out")?.description == """
        align-dataset: unknown option '--sise'
        Did you mean '--size'?
        Usage: align-dataset [options] RAW... OUT
        Try 'align-dataset --help' for more.
        """)
  }

  @Test(
    "A number out of range, or none at all, is told the range",
    arguments: ["31", "513", "", "9e1", "٩٦", "99999999999999999999999999", "0x40", "96 "])
  func range(value: String) {
    #expect(
      program.error("--size", value, "raw", "out")?.message
        == "--size takes a whole number from 32 to 512, not '\(value)'")
  }

  @Test("A seed has no sign")
  func negativeSeed() {
    #expect(
      program.error("sample", "raw", "--seed=-1")?.message
        == "--seed takes a whole number from 0 to 18446744073709551615, not '-1'")
  }

  @Test("A mistyped choice gets the nearest one")
  func choice() {
    let error = program.error("--layout", "folder", "raw", "out")
    #expect(
      error?.message == "--layout takes auto, folders, casia-webface or facescrub, not 'folder'")
    #expect(error?.suggestion == "Did you mean 'folders'?")
  }

  @Test("A mistyped shell or command to explain gets the nearest one")
  func positionalChoice() {
    #expect(program.error("completions", "fsih")?.suggestion == "Did you mean 'fish'?")
    #expect(program.error("help", "verfiy")?.suggestion == "Did you mean 'verify'?")
  }

  @Test("A lone argument that looks like a command gets it suggested")
  func mistypedCommand() {
    let error = program.error("verfy")
    #expect(error?.message == "OUT is missing; expected the name of a folder")
    #expect(error?.suggestion == "Did you mean the command 'verify'?")
  }

  @Test("A command after an option is not taken for a folder")
  func lateCommand() {
    let error = program.error("-q", "verify", "set")
    #expect(error?.message == "the command 'verify' comes after an option")
  }

  @Test("A missing value says what is needed and how to write it")
  func missingValue() {
    let error = program.error("raw", "out", "-j")
    #expect(error?.message == "-j needs a whole number from 1 to 1024, but nothing follows it")
    #expect(error?.suggestion == "Write it as '-j N'.")
  }

  @Test("A flag refuses a value")
  func flagWithValue() {
    #expect(
      program.error("--quiet=yes", "raw", "out")?.message
        == "--quiet takes no value, but 'yes' was given")
  }

  @Test("An empty path names nothing")
  func emptyPath() {
    #expect(program.error("", "out")?.message == "RAW takes the name of a folder, not ''")
    #expect(
      program.error("sample", "raw", "--truth=")?.message
        == "--truth takes the name of a file, not ''")
  }

  @Test("An argument too many is named")
  func tooMany() {
    #expect(
      program.error("verify", "a", "b")?.message
        == "unexpected argument 'b'; 'align-dataset verify' takes only DIR")
    #expect(
      program.error("man", "c")?.message
        == "unexpected argument 'c'; 'align-dataset man' takes none")
  }

  @Test("An error of a command has that command's usage line")
  func commandUsage() {
    #expect(program.error("verify")?.usage == "align-dataset verify [options] DIR")
  }

  @Test("An option of another command is said to be one")
  func otherCommandsOption() {
    #expect(
      program.error("verify", "set", "--flaws")?.suggestion
        == "It is an option of 'align-dataset sample', not of this command.")
  }

  @Test("A long name after one dash, or a letter in the other case, is understood")
  func shortTypos() {
    #expect(program.error("-size", "96")?.message == "unknown option '-s' in '-size'")
    #expect(program.error("-size", "96")?.suggestion == "Did you mean '--size'?")
    #expect(program.error("-J4")?.message == "unknown option '-J' in '-J4'")
    #expect(program.error("-Q")?.suggestion == "Did you mean '-q'?")
  }

  @Test("No bytes, however odd, are echoed as they are")
  func oddBytes() {
    for bytes: [UInt8] in [
      [0x2D, 0xFF], [0x2D, 0x2D, 0x1B, 0x5B], [0x2D, 0xC3, 0xA9], [0x2D, 0x2D, 0xFE],
    ] {
      let message = program.error(bytes: [bytes])?.message ?? ""
      #expect(message.hasPrefix("unknown option '-"))
      #expect(message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{FFFD}" })
    }
  }

  @Test("A word of megabytes is refused at once and shortened")
  func hugeArgument() {
    let huge = [UInt8](repeating: 0x39, count: 4_000_000)
    let error = program.error(bytes: [Array("--size=".utf8) + huge, huge, huge])
    #expect((error?.message.count ?? .max) < 200)
    #expect((program.error(bytes: [Array("--".utf8) + huge])?.message.count ?? .max) < 200)
  }
}

import Testing

@testable import Options

@Suite struct ParserTests {
  private let program = Program.tested

  @Test(
    "A value follows a long option or its equals sign",
    arguments: [["--size", "64"], ["--size=64"]])
  func longOption(words: [String]) throws {
    let parsed = try program.parse((words + ["raw", "out"]).map { Array($0.utf8) })
    #expect(try parsed.integer("size") == 64)
    #expect(parsed.positionals == [Array("raw".utf8), Array("out".utf8)])
  }

  @Test(
    "A value follows a short option or is attached to it, also in a group",
    arguments: [["-j", "4"], ["-j4"], ["-qj4"], ["-qj", "4"]])
  func shortOption(words: [String]) throws {
    let parsed = try program.parse((words + ["raw", "out"]).map { Array($0.utf8) })
    #expect(try parsed.integerIfGiven("jobs") == 4)
  }

  @Test("Everything after two dashes is a positional")
  func endOfOptions() throws {
    let options = try program.alignment("-q", "--", "--size", "-j")
    #expect(options?.raws.map(\.value) == [Array("--size".utf8)])
    #expect(options?.out == Array("-j".utf8))
  }

  @Test("A folder named like a command can be given")
  func folderLikeCommand() throws {
    #expect(try program.alignment("--", "verify", "out")?.raws[0].value == Array("verify".utf8))
    #expect(try program.alignment("./verify", "out")?.raws[0].value == Array("./verify".utf8))
    #expect(try program.alignment("raw", "verify")?.out == Array("verify".utf8))
  }

  @Test("A single dash is a positional")
  func singleDash() throws {
    #expect(try program.alignment("-", "out")?.raws[0].value == Array("-".utf8))
  }

  @Test("A value keeps its equals signs, and may be empty for the parser")
  func equalsInValue() throws {
    let parsed = try program.parse(["--landmark-model=a=b", "--layout="].map { Array($0.utf8) })
    #expect(parsed.occurrences.map(\.values) == [[Array("a=b".utf8)], [[]]])
  }

  @Test("A path that isn't UTF-8 keeps its bytes, as a positional and as a value")
  func pathBytes() throws {
    let path: [UInt8] = [0x2F, 0xFF, 0xC3, 0x28]
    let given = [Array("--landmark-model=".utf8) + path, path, path + path]
    guard case .align(let options) = try Invocation(program.parse(given)) else {
      Issue.record("not an alignment")
      return
    }
    #expect(options.landmarkModel == path)
    #expect(options.raws.map(\.value) == [path])
    #expect(options.out == path + path)
  }

  @Test("A negative number is a value, not an option")
  func negativeValue() {
    #expect(
      program.error("--upsample", "-1", "raw", "out")?.message
        == "--upsample takes a whole number from 0 to 2, not '-1'")
  }

  @Test("Nothing is read after a request for help", arguments: ["-h", "--help", "-qh", "-hx"])
  func helpEndsParsing(flag: String) throws {
    #expect(try program.invocation(flag, "--nonsense") == .help(program.defaultCommand))
  }

  @Test("A name is not abbreviated")
  func abbreviation() {
    #expect(program.error("--lay", "auto", "raw", "out")?.message == "unknown option '--lay'")
  }

  @Test("An option may take several values, and may be repeated")
  func severalValues() throws {
    let number = ValueKind.integer(0...9)
    let option = Option(
      "range", short: "r",
      parameters: [
        Parameter(placeholder: "FROM", kind: number), Parameter(placeholder: "TO", kind: number),
      ], repeats: true, "Takes a range.")
    let program = Program.small(options: [option])
    let parsed = try program.parse(
      ["--range", "1", "2", "--range=3", "4", "-r5", "6"].map { Array($0.utf8) })
    #expect(try parsed.all("range", ValueKind.integer(from:)) == [1, 2, 3, 4, 5, 6])
    #expect(
      program.error("--range", "1")?.message
        == "--range needs a whole number from 0 to 9, but nothing follows it")
  }

  @Test("A positional may be repeated")
  func repeatedPositional() throws {
    let program = Program.small(
      options: [],
      positionals: [
        Positional("OUT", .folder, "First."),
        Positional("DIR", .folder, count: .repeatedly, "Others."),
      ])
    let parsed = try program.parse(["a", "b", "c"].map { Array($0.utf8) })
    try parsed.checkPositionals()
    #expect(try parsed.values(at: "DIR", ValueKind.path(from:)) == [[0x62], [0x63]])
    #expect(program.usage(of: program.defaultCommand) == "small OUT DIR...")
  }
}

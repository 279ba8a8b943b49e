import Testing

@testable import Options

@Suite struct InvocationTests {
  private let program = Program.tested

  @Test("Aligning has OpenFace's defaults")
  func alignDefaults() throws {
    let options = try #require(try program.alignment("raw", "out"))
    #expect(options.size == 96)
    #expect(options.landmarks == .outerEyesAndNose)
    #expect(options.upsample == 1)
    #expect(
      options.landmarkModel == Array("/usr/share/dlib/shape_predictor_68_face_landmarks.dat".utf8))
    #expect(options.layouts.isEmpty && options.manifests.isEmpty)
    #expect(options.maxPixels == 50_000_000)
    #expect(options.shardSize == 8192)
    #expect(options.jobs == nil)
    #expect(options.progress == .text && options.log == nil)
    #expect(!options.isQuiet)
  }

  @Test("Aligning leaves out near-duplicates and conflicts, and nothing else, unless asked to")
  func selectionDefaults() throws {
    let options = try #require(try program.alignment("raw", "out"))
    #expect(options.face == nil && !options.trustsFiles)
    #expect(options.sameName == .merge && options.names == .exact && options.excludedNames.isEmpty)
    #expect(options.duplicates == .near && options.conflicts == .drop && !options.mergesProbable)
    #expect(options.leastImages == 1 && options.valShare == 0 && options.splitUnit == .identity)
    #expect(options.shuffleSeed == nil)
  }

  @Test("Aligning reads every option of what goes into the dataset")
  func selectionOptions() throws {
    let options = try #require(
      try program.alignment(
        "raw", "out", "--face", "centre", "--trust-files", "--same-name=separate", "--names",
        "close",
        "--exclude-names", "a", "--exclude-names=b", "--duplicates", "exact", "--conflicts=first",
        "--merge-probable", "--min-images", "3", "--val", "0.1", "--split-by=image", "--shuffle",
        "18446744073709551615"))
    #expect(options.face == .centre && options.trustsFiles)
    #expect(options.sameName == .separate && options.names == .close)
    #expect(options.excludedNames == [Array("a".utf8), Array("b".utf8)])
    #expect(options.duplicates == .exact && options.conflicts == .first && options.mergesProbable)
    #expect(options.leastImages == 3 && options.valShare == 0.1 && options.splitUnit == .image)
    #expect(options.shuffleSeed == .max)
  }

  @Test("Aligning takes several raw folders, and the last folder is the output")
  func severalTrees() throws {
    let options = try #require(
      try program.alignment("casia", "scrub=x/face=scrub", "./a=b", "out"))
    #expect(
      options.raws
        == ["casia", "scrub=x/face=scrub", "./a=b"].map { NamedArgument(Array($0.utf8)) })
    #expect(options.raws.map(\.name) == [nil, Array("scrub".utf8), nil])
    #expect(
      options.raws.map(\.value) == ["casia", "x/face=scrub", "./a=b"].map { Array($0.utf8) })
    #expect(options.out == Array("out".utf8))
  }

  @Test("Layouts and manifests may be for one raw folder")
  func namedLayouts() throws {
    let options = try #require(
      try program.alignment(
        "a", "b", "out", "--layout", "a=facescrub", "--layout=folders", "--manifest", "b=my/b.json")
    )
    #expect(options.layouts.map(\.name) == [Array("a".utf8), nil])
    #expect(options.layouts.map(\.value) == [Array("facescrub".utf8), Array("folders".utf8)])
    #expect(options.manifests.map(\.value) == [Array("my/b.json".utf8)])
  }

  @Test(
    "A share is a number from 0 to less than 1",
    arguments: ["1", "-0.1", "nan", "inf", "1e-1", "0x1p-2", "", "10%", "."])
  func shares(share: String) {
    #expect(throws: UsageError.self) { try program.alignment("raw", "out", "--val", share) }
  }

  @Test("Aligning reads every option")
  func alignOptions() throws {
    let options = try #require(
      try program.alignment(
        "raw", "--size=32", "--landmarks", "inner-eyes-and-bottom-lip", "--upsample", "0", "out",
        "--landmark-model", "m.dat", "--layout=casia-webface", "--max-pixels", "1",
        "--shard-size", "1000000", "--progress=json", "--log", "r.jsonl", "-qj1024"))
    #expect(options.size == 32)
    #expect(options.landmarks == .innerEyesAndBottomLip)
    #expect(options.upsample == 0)
    #expect(options.landmarkModel == Array("m.dat".utf8))
    #expect(options.layouts.map(\.value) == [Array("casia-webface".utf8)])
    #expect(options.maxPixels == 1)
    #expect(options.shardSize == 1_000_000)
    #expect(options.jobs == 1024)
    #expect(options.progress == .json && options.log == Array("r.jsonl".utf8))
    #expect(options.isQuiet)
  }

  private func inspection(_ words: String...) throws -> InspectOptions? {
    let arguments = try program.parse((["inspect"] + words).map { Array($0.utf8) })
    if case .inspect(let options) = try Invocation(arguments) { return options }
    return nil
  }

  @Test("Inspecting has the defaults of aligning, and takes the largest face")
  func inspectDefaults() throws {
    let options = try #require(try inspection("a.jpg"))
    #expect(options.image == Array("a.jpg".utf8))
    #expect(options.picture == nil && options.dataset == nil && !options.isJSON)
    #expect(options.size == 96 && options.landmarks == .outerEyesAndNose && options.upsample == 1)
    #expect(options.warp == .opencv5 && options.face == .largest && !options.isFast)
    #expect(options.maxPixels == 50_000_000 && options.entry == 1)
  }

  @Test("Inspecting reads its options, and a picture's format off its name")
  func inspect() throws {
    let options = try #require(
      try inspection(
        "a.jpg", "-o", "seen.JPEG", "--json", "--size", "112", "--face=centre", "--fast",
        "--landmark-model", "m.dat", "--max-pixels", "9", "--upsample", "0", "--warp=opencv4"))
    #expect(options.picture?.path == Array("seen.JPEG".utf8) && options.picture?.isJPEG == true)
    #expect(options.isJSON && options.size == 112 && options.face == .centre && options.isFast)
    #expect(options.landmarkModel == Array("m.dat".utf8) && options.maxPixels == 9)
    #expect(options.upsample == 0 && options.warp == .opencv4)
    let other = try #require(
      try inspection("a", "--dataset", "d", "--entry", "2", "--landmark-model=m", "-ox.png"))
    #expect(other.dataset == Array("d".utf8) && other.entry == 2)
    #expect(other.picture?.isJPEG == false)
  }

  @Test(
    "Inspecting refuses what says nothing, or two things",
    arguments: [
      (["--dataset", "d", "--size", "96"], "--size does not go with --dataset"),
      (["--fast", "--dataset", "d"], "--fast does not go with --dataset"),
      (["--dataset", "d", "--face", "labelled"], "--face does not go with --dataset"),
      (["--face", "labelled"], "--face labelled goes by metadata"),
      (["--entry", "1"], "--entry is of a dataset's entries"),
      (["-o", "seen.gif"], "--output takes the name of a .png, .jpg or .jpeg, not 'seen.gif'"),
      (["-o", "png"], "--output takes the name of a .png, .jpg or .jpeg, not 'png'"),
    ])
  func inspectErrors(words: [String], message: String) {
    let error = #expect(throws: UsageError.self) {
      let arguments = try program.parse((["inspect", "a.jpg"] + words).map { Array($0.utf8) })
      _ = try Invocation(arguments)
    }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test("Verifying reads its folder and its options")
  func verify() throws {
    guard case .verify(let options) = try program.invocation("verify", "set", "-q") else {
      Issue.record("not a verification")
      return
    }
    #expect(options.dataset == Array("set".utf8))
    #expect(options.isQuiet)
  }

  @Test(
    "A report has a dataset, a file and people, and writes into the dataset's folder unless told")
  func report() throws {
    guard case .report(let plain) = try program.invocation("report", "set"),
      case .report(let options) = try program.invocation(
        "report", "set", "-o", "x.html", "--identity", "Ann", "--identity=B", "-q")
    else {
      Issue.record("no report")
      return
    }
    #expect(plain.output == nil && plain.identities.isEmpty && !plain.isQuiet)
    #expect(options.dataset == Array("set".utf8) && options.output == Array("x.html".utf8))
    #expect(options.identities == [Array("Ann".utf8), Array("B".utf8)] && options.isQuiet)
    #expect(throws: UsageError.self) { try program.invocation("report", "set", "--identity", "") }
    #expect(try program.alignment("raw", "out")?.writesReport == true)
    #expect(try program.alignment("raw", "out", "--no-report")?.writesReport == false)
  }

  @Test("Statistics are of a folder, as text or as JSON")
  func stats() throws {
    guard case .stats(let plain) = try program.invocation("stats", "set"),
      case .stats(let options) = try program.invocation("stats", "set", "--json")
    else {
      Issue.record("no statistics")
      return
    }
    #expect(!plain.isJSON && options.isJSON && options.folder == Array("set".utf8))
  }

  @Test("Exporting reads its folders and its options")
  func export() throws {
    guard
      case .export(let options) = try program.invocation(
        "export", "set", "out", "--format", "recordio", "--encoding", "jpeg", "--quality=80",
        "--split", "val", "-j", "3", "--overwrite", "--no-space-check", "--progress", "json", "-q")
    else {
      Issue.record("not an export")
      return
    }
    #expect(options.dataset == Array("set".utf8) && options.out == Array("out".utf8))
    #expect(options.format == .recordio && options.encoding == .jpeg(quality: 80))
    #expect(options.split == .val && options.jobs == 3)
    #expect(options.overwrites && !options.checksSpace && options.isQuiet)
    #expect(options.progress == .json)
  }

  @Test("An export has defaults; pixels have no encoding, and only JPEG has a quality")
  func exportDefaults() throws {
    for (format, encoding) in [("images", ExportOptions.Encoding.png), ("npz", .pixels)] {
      guard
        case .export(let options) = try program.invocation(
          "export", "set", "out", "--format", format)
      else {
        Issue.record("not an export")
        return
      }
      #expect(options.encoding == encoding)
      #expect(options.split == .all && options.jobs == nil)
      #expect(!options.overwrites && options.checksSpace && !options.isQuiet)
      #expect(options.progress == .text)
    }
    guard
      case .export(let options) = try program.invocation(
        "export", "set", "out", "--format", "images", "--encoding", "jpeg")
    else {
      Issue.record("not an export")
      return
    }
    #expect(options.encoding == .jpeg(quality: 95))
  }

  @Test("Painting a sample reads its options, with a seed of all 64 bits")
  func sample() throws {
    guard
      case .sample(let options) = try program.invocation(
        "sample", "raw", "--people", "3", "--images=2", "--seed", "18446744073709551615",
        "--flaws", "--truth", "truth.jsonl")
    else {
      Issue.record("not a sample")
      return
    }
    #expect(options.out == Array("raw".utf8))
    #expect(options.people == 3)
    #expect(options.images == 2)
    #expect(options.seed == .max)
    #expect(options.hasFlaws)
    #expect(options.truth == Array("truth.jsonl".utf8))
  }

  @Test("A sample has defaults")
  func sampleDefaults() throws {
    guard case .sample(let options) = try program.invocation("sample", "raw") else {
      Issue.record("not a sample")
      return
    }
    #expect(options.people == 8)
    #expect(options.images == 12)
    #expect(options.seed == 1)
    #expect(!options.hasFlaws)
    #expect(options.truth == nil)
  }

  @Test("Completions are for a shell", arguments: Shell.allCases)
  func completions(shell: Shell) throws {
    #expect(try program.invocation("completions", shell.rawValue) == .completions(shell))
  }

  @Test("The man page, the version and the help need no positionals")
  func answers() throws {
    #expect(try program.invocation("man") == .manual)
    #expect(try program.invocation("--version") == .version)
    #expect(try program.invocation("-V") == .version)
    #expect(try program.invocation("help") == .help(program.defaultCommand))
  }

  @Test(
    "Every command explains itself",
    arguments: [
      "verify", "inspect", "report", "stats", "sample", "completions", "man", "help",
    ])
  func commandHelp(name: String) throws {
    let command = try #require(program.command(named: Array(name.utf8)))
    #expect(try program.invocation(name, "--help") == .help(command))
    #expect(try program.invocation("help", name) == .help(command))
  }

  @Test("Of an option given twice the last one counts")
  func lastWins() throws {
    #expect(try program.alignment("--size", "64", "raw", "out", "--size=128")?.size == 128)
  }

  @Test("An option given twice must be right both times")
  func everyOccurrenceIsChecked() {
    #expect(program.error("--size", "6", "raw", "out", "--size=128") != nil)
  }
}

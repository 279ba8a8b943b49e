import Foundation
import TestSupport
import Testing

@Suite struct FailureTests {
  /// What a command that fails says, in a folder with `raw`, a whole dataset in `aligned`, the
  /// folder `empty`, and the file `file`.
  private func error(of arguments: String) throws -> String {
    let folder = try Painted.folder()
    try folder.write([0], to: "file")
    try FileManager.default.createDirectory(
      atPath: folder("empty/within"), withIntermediateDirectories: true)
    let run = try ShellProcess("align-dataset \(arguments)", in: folder)
    #expect(run.status == 1)
    #expect(run.output == "")
    #expect(run.errors.count == 1)
    #expect(run.error.hasPrefix("align-dataset: "))
    #expect(run.error.isPrintable)
    return String(run.error.dropFirst("align-dataset: ".count).dropLast())
  }

  @Test(
    "A raw tree that can't be read is named, with what to name instead",
    arguments: [
      ("rwa out", "rwa: No such file or directory; name a folder that holds"),
      ("file out", "file: Not a directory; name a folder that holds"),
      ("empty out", "empty: the folder holds no files; name one that holds"),
      ("verfy aligned", "; did you mean 'verify'?"),
      (#"$'r\e[31m\nw\xff' out"#, #"r\u{1b}[31m\u{a}w\xff: No such file"#),
    ])
  func raw(arguments: String, says: String) throws {
    let error = try error(of: "\(arguments) \(Painted.quick)")
    #expect(error.contains(says), "\(error)")
  }

  @Test(
    "An output folder that can't be used is named, with what to do",
    arguments: [
      ("raw raw", "raw: the output folder lies in the raw tree; name one outside of it"),
      ("raw raw/x/y", "raw/x/y: the output folder lies in the raw tree; name one outside of it"),
      ("raw empty", "empty: the folder holds other files than a dataset ('within'); name an"),
      ("raw file", "file: there is a file of this name; name a folder"),
      ("raw file/out", "file/out: cannot be created: Not a directory"),
      ("raw /proc/out", "/proc/out: cannot be created: "),
      (#"raw $'out\xff'"#, #"out\xff: the name of the folder is not UTF-8; give it another"#),
    ])
  func output(arguments: String, says: String) throws {
    let error = try error(of: "\(arguments) \(Painted.quick)")
    #expect(error.contains(says), "\(error)")
  }

  @Test(
    "A landmark model that can't be used is named, with where to get one",
    arguments: ["nowhere", "file", "raw"])
  func landmarkModel(path: String) throws {
    let error = try error(of: "raw out --landmark-model \(path)")
    #expect(error.hasPrefix("\(path): "))
    #expect(error.contains("libdlib-data") && error.contains("--landmark-model"))
  }

  @Test("A run that could not align anything leaves no folder behind")
  func nothingLeft() throws {
    let run = try ShellProcess(
      "echo no model >model; align-dataset raw out --landmark-model model; [ ! -e out ]",
      in: try Painted.folder())
    #expect(run.status == 0 && run.error.contains("model: "), "\(run.error)")
  }

  @Test(
    "A dataset that isn't there is named, with what to name instead",
    arguments: ["nowhere", "raw", "file"])
  func dataset(path: String) throws {
    #expect(
      try error(of: "verify \(path)")
        == "\(path): no dataset here (dataset.json is missing); name the output folder of a"
        + " finished run")
  }

  @Test(
    "A place where no sample can be painted is named, with what to do",
    arguments: [
      ("sample empty", "empty: the folder is not empty; give a new or an empty folder"),
      ("sample file", "file: there is a file of this name; give a new or an empty folder"),
      ("sample file/new", "file/new: cannot be written: Not a directory"),
    ])
  func sample(arguments: String, says: String) throws {
    let error = try error(of: arguments)
    #expect(error.hasPrefix(says), "\(error)")
  }

  @Test("A sample whose truth can't be written says that it is painted all the same")
  func truth() throws {
    #expect(
      try error(of: "sample new --people 1 --images 1 --truth nowhere/truth")
        == "nowhere/truth: cannot be created: No such file or directory; painted without it:"
        + " new: 1 file of 1 person")
  }

  @Test("More workers than the system lets start are told, and the run doesn't wait for them")
  func workers() throws {
    let run = try ShellProcess(
      "ulimit -n 60; align-dataset raw out -j1000 \(Painted.quick)", in: try Painted.folder())
    #expect(run.status == 1)
    #expect(
      run.error.wholeMatch(
        of:
          /align-dataset: only \d+ of 1000 workers could be started: .+; give --jobs a smaller .+\n/
      ) != nil, "\(run.error)")
  }

  @Test("Files that the system has no more room to open end the run, and are never rejected")
  func openFiles() throws {
    let folder = try Painted.folder()
    let runs = try (6...30).map { limit in
      try ShellProcess(
        """
        ulimit -n \(limit); align-dataset raw out\(limit) -q -j1 \(Painted.quick)
        """, in: folder)
    }
    // Of the first limits not even the catalog can be opened, with the last ones all goes well.
    for run in runs where run.status == 1 { #expect(run.errors.count == 1, "\(run.error)") }
    #expect(runs.contains { $0.error.contains("the file is not at fault but a limit") })
    #expect(runs.last?.status == 0)
    let rejected = try ShellProcess("cat out*/rejected.jsonl", in: folder)
    #expect(rejected.output.contains("not_an_image") && !rejected.output.contains("unreadable"))
  }

  @Test("What there is no memory for is rejected, and the run goes on")
  func memory() throws {
    let folder = try Painted.folder()
    let prepared = try ShellProcess(
      #"""
      mkdir -p large/Ann && cp "$(ls -d raw/Ada*/001.*)" large/Ann/1.jpg
      printf '\xff\xd8\xff\xe0' > large/Ann/2.jpg && truncate --size=4G large/Ann/2.jpg
      """#, in: folder)
    #expect(prepared.status == 0)
    for expected in [["1.jpg", "2.jpg"], ["2.jpg"]] {
      // The next run tries again.
      let run = try ShellProcess(
        """
        ulimit -v 3000000
        align-dataset large out -q --max-pixels 1000000000 \(Painted.quick) && cat out/rejected.jsonl
        """, in: folder, with: Faults(log: folder("log"), logOnly: "/large/"))
      #expect(run.status == 0 && run.error == "")
      #expect(run.output.contains(#""reason":"failed""#), "\(run.output)")
      #expect(run.output.contains("out of memory"))
      let read = try folder.text("log").split(separator: "\n")
      #expect(Set(read.map { $0.split(separator: "/").last.map(String.init) }) == Set(expected))
      try FileManager.default.removeItem(atPath: folder("log"))
    }
  }

  @Test("A run that a shell has told to ignore Ctrl-C goes on")
  func ignored() throws {
    let run = try ShellProcess(
      """
      for i in {1..60}; do mkdir -p many; cp -rl raw/Ada_Umber many/$i; done
      trap '' INT
      align-dataset many out -q \(Painted.quick) --upsample 2 & sleep 0.5; kill -INT $!; wait $!
      """, in: try Painted.folder())
    #expect(run.status == 0 && run.error == "", "\(run.error)")
  }

  @Test("Two runs don't write to one folder")
  func held() throws {
    let folder = try Painted.folder()
    let run = try ShellProcess(
      """
      mkdir -p out/unfinished
      flock out/unfinished/lock align-dataset raw out \(Painted.quick)
      """, in: folder)
    #expect(run.status == 1)
    #expect(run.error.contains("out: another run (process "))
  }
}

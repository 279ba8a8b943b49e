import Foundation
import Shard
import TestSupport
import Testing

@Suite struct ExportTests {
  /// A folder with a dataset in `small`, of twelve faces in shards of three.
  private func folder() throws -> TemporaryFolder {
    let folder = try Painted.folder()
    let run = try ShellProcess(
      "align-dataset raw small -q --shard-size 3 \(try Painted.quick)", in: folder)
    #expect(run.status == 0, "\(run.error)")
    return folder
  }

  @Test("An export tells what it made, and a second one that there is nothing to do")
  func summary() throws {
    let run = try ShellProcess(
      """
      align-dataset export small out --format images
      align-dataset export small out --format images
      find out -name '*.png' | wc -l
      """, in: try folder())
    #expect(
      run.output.contains(
        /^out\n  faces +12\n  identities +3\n  time +\d+\.\d s\n  speed +\d+ faces\/s\nout: unchanged\n/
      ), "\(run.output)")
    #expect(run.output.hasSuffix("\n12\n"))
    #expect(run.error == "")
  }

  @Test(
    "What cannot be followed is an error that says what to do",
    arguments: [
      (
        "small out",
        "--format is missing; expected webdataset, recordio, images, tfrecord or npz"
      ),
      (
        "small out --format tar",
        "--format takes webdataset, recordio, images, tfrecord or npz, not 'tar'"
      ),
      (
        "small out --format images --quality 90",
        "--quality is for JPEG files; add --encoding jpeg, or leave it out"
      ),
      (
        "small out --format npz --encoding png",
        "--encoding is for image files, and the format 'npz' holds pixels; leave it out"
      ),
      (
        "small out --format images --encoding jpeg --quality 0",
        "--quality takes a whole number from 1 to 100, not '0'"
      ),
      ("small --format npz", "OUT is missing; expected the name of a folder"),
    ])
  func usage(arguments: String, message: String) throws {
    let run = try ShellProcess("align-dataset export \(arguments)", in: try folder())
    #expect(run.status == 2)
    #expect(
      run.error
        == "align-dataset: \(message)\nUsage: align-dataset export [options] --format NAME DIR OUT\n"
        + "Try 'align-dataset export --help' for more.\n")
  }

  @Test("What is no dataset, and a split without faces, are told")
  func nothingThere() throws {
    let run = try ShellProcess(
      """
      align-dataset export smal out --format npz; echo $?
      align-dataset export small out --format npz --split val; echo $?
      ls
      """, in: try folder())
    #expect(run.output == "1\n1\naligned\nraw\nsmall\n")
    #expect(
      run.errors == [
        "align-dataset: smal: no dataset here (dataset.json is missing); name the output folder of a"
          + " finished run",
        "align-dataset: small: no faces to export in 'val'; name another split (--split), or make the"
          + " dataset with faces in it (--val)",
      ])
  }

  @Test(
    "An export killed at changes of the disk, first to last, goes on to the same bytes",
    arguments: ["recordio", "images"])
  func killed(format: String) throws {
    let subject = try Subject(format, in: try folder())
    for moment in subject.moments {
      let killed = try subject.run(
        Faults(under: subject.folder("out"), killAfter: moment))
      #expect(killed.status == 137)
      try subject.expectCompletion(after: moment)
      try FileManager.default.removeItem(atPath: subject.folder("out"))
    }
  }

  @Test("One whose predecessor, of another format, was killed while it began anew is whole")
  func killedBeginningAnew() throws {
    let subject = try Subject("webdataset", in: try folder())
    for moment in 1...8 {
      // Half of an export, and then the beginning of another one.
      let half = try subject.run(
        Faults(under: subject.folder("out"), killAfter: subject.moments[4]))
      let other = try ShellProcess(
        "align-dataset export small out -q -j2 --overwrite --format tfrecord", in: subject.folder,
        with: Faults(under: subject.folder("out"), killAfter: moment))
      #expect(half.status == 137 && other.status == 137)
      try subject.expectCompletion(after: moment)
      try FileManager.default.removeItem(atPath: subject.folder("out"))
    }
  }

  @Test("One whose disk is full at any of its last changes is whole when it goes on")
  func fullAtTheEnd() throws {
    let subject = try Subject("npz", in: try folder())
    for moment in subject.changes - 16...subject.changes {
      _ = try subject.run(
        Faults(under: subject.folder("out"), writeError: "ENOSPC", writeAfter: moment))
      try subject.expectCompletion(after: moment)
      _ = try subject.run(Faults(under: subject.folder("out"), killAfter: moment))
      try subject.expectCompletion(after: moment)
      try FileManager.default.removeItem(atPath: subject.folder("out"))
    }
  }

  @Test("One that replaces another, killed at such changes, ends as if undisturbed")
  func killedOver() throws {
    let folder = try folder()
    let older = "rm -rf out && align-dataset export small out -q --format images"
    let subject = try Subject("webdataset", in: folder, preparation: older)
    for moment in subject.moments {
      let killed = try subject.run(
        Faults(under: folder("out"), killAfter: moment), preparation: older)
      #expect(killed.status == 137)
      try subject.expectCompletion(after: moment)
    }
  }

  @Test("A full disk is an error that names the file, and with room the same command goes on")
  func fullDisk() throws {
    let subject = try Subject("recordio", in: try folder())
    var failures = 0
    for (index, moment) in subject.moments.enumerated() {
      var faults = Faults(
        under: subject.folder("out"), writeError: "ENOSPC", writeAfter: moment)
      faults.failsSyncs = index % 2 == 0
      faults.halves = index % 2 == 1
      let run = try subject.run(faults)
      if run.status != 0 {
        failures += 1
        #expect(run.status == 1 && run.errors.count == 1)
        #expect(
          run.error.contains(
            "No space left on device; free some space, and the same command goes on"),
          "\(run.error)")
      }
      try subject.expectCompletion(after: moment)
      try FileManager.default.removeItem(atPath: subject.folder("out"))
    }
    #expect(failures >= subject.moments.count - 2)
  }

  @Test("A disk with too little space is told before anything is written, if that is wanted")
  func noSpace() throws {
    let folder = try folder()
    let command = "align-dataset export small out -q --format npz"
    let faults = Faults(free: 1 << 20)
    let run = try ShellProcess(command, in: folder, with: faults)
    #expect(run.status == 1)
    #expect(run.error.contains("out: the run may need 4.6 MB and the disk has 1.1 MB left"))
    #expect(!FileManager.default.fileExists(atPath: folder("out")))
    #expect(try ShellProcess("\(command) --no-space-check", in: folder, with: faults).status == 0)
  }

  /// An export that is disturbed at some of the changes of the disk that it makes.
  private struct Subject {
    let folder: TemporaryFolder
    let command: String
    /// The first, some between, and the last.
    let moments: [Int]
    /// How many changes there are.
    let changes: Int
    private static let count = 7

    init(_ format: String, in folder: TemporaryFolder, preparation: String = "true") throws {
      self.folder = folder
      command = "align-dataset export small out -q -j2 --overwrite --format \(format)"
      let faults = Faults(under: folder("out"), count: folder("count"))
      #expect(try ShellProcess(preparation, in: folder).status == 0)
      let run = try ShellProcess(command, in: folder, with: faults)
      #expect(run.status == 0, "\(run.error)")
      let changes = try folder.text("count").split(separator: "\n").count
      self.changes = changes
      moments = (0..<Self.count).map { 1 + $0 * (changes - 1) / (Self.count - 1) }
      try FileManager.default.moveItem(atPath: folder("out"), toPath: folder("expected"))
    }

    func run(_ faults: Faults, preparation: String = "true") throws -> ShellProcess {
      #expect(try ShellProcess(preparation, in: folder).status == 0)
      return try ShellProcess(command, in: folder, with: faults)
    }

    /// The same command comes to the same files, whatever happened before.
    func expectCompletion(after moment: Int) throws {
      let again = try ShellProcess(command, in: folder)
      #expect(again.status == 0, "\(moment): \(again.error)")
      let difference = try ShellProcess("diff -r out expected", in: folder)
      #expect(difference.status == 0, "\(moment): \(difference.output)")
    }
  }
}

@Suite(.enabled(if: RunningProgram.hasTerminal, "no terminal can be opened here"))
struct ExportInterruptionTests {
  @Test("Ctrl-C ends an export in time, says how far it was, and it can be run again")
  func interrupted() throws {
    let folder = try Painted.folder()
    let tree = try ShellProcess(
      """
      set -e
      align-dataset sample many --people 2 --images 40
      align-dataset many large -q --shard-size 10 --size 512 \(Painted.quick)
      """, in: folder)
    #expect(tree.status == 0, "\(tree.error)")
    let command = ["export", "large", "out", "--format", "tfrecord", "-j1"]
    let run = try RunningProgram(command, in: folder, isQuick: false)
    #expect(run.hasShown(/exporting \[[#-]+\] [1-9]/))
    run.send(SIGINT)
    let end = run.end()
    #expect(end.status == 130 && end.seconds < 10)
    #expect(
      run.transcript.contains(
        /align-dataset: interrupted with \d+ of 80 faces in whole shards; the same command goes on from there\r\n$/
      ),
      "\(run.transcript)")
    let again = try ShellProcess("align-dataset \(command.joined(separator: " "))", in: folder)
    #expect(again.status == 0, "\(again.error)")
    #expect(again.output.hasPrefix("out\n  faces "))
  }
}

import Foundation
import TestSupport
import Testing

/// SIGKILL between changes of the disk, spread over a run. `make recovery` does it at random instants, and with
/// thousands of images.
@Suite struct KillTests {
  private static let moments = 12

  /// The numbers of some of the changes that a command makes in a folder, the last among them.
  private func changes(_ command: String, in folder: TemporaryFolder, below: String) throws -> [Int]
  {
    var faults = Faults(under: folder(below), count: folder("count"))
    faults.program = "align-dataset"
    let run = try ShellProcess(command, in: folder, with: faults)
    #expect(run.status == 0, "\(run.error)")
    let count = try folder.text("count").split(separator: "\n").count
    try FileManager.default.removeItem(atPath: folder("count"))
    return (0..<Self.moments).map { 1 + $0 * (count - 1) / (Self.moments - 1) }
  }

  private func same(_ one: String, _ other: String, in folder: TemporaryFolder) throws {
    let difference = try ShellProcess("diff -r -x catalog.sqlite \(one) \(other)", in: folder)
    #expect(difference.status == 0, "\(difference.output)")
    let verify = try ShellProcess("align-dataset verify \(one)", in: folder)
    #expect(verify.status == 0, "\(verify.error)")
  }

  @Test("A run killed at changes of the disk, first to last, goes on to the same bytes")
  func fresh() throws {
    let folder = try Painted.folder()
    let command = "align-dataset raw out -q -j2 --shard-size 5 \(try Painted.quick)"
    let moments = try changes(command, in: folder, below: "out")
    try FileManager.default.moveItem(atPath: folder("out"), toPath: folder("expected"))
    var kills = 0
    for moment in moments {
      let killed = try ShellProcess(
        command, in: folder, with: Faults(under: folder("out"), killAfter: moment))
      kills += killed.status == 137 ? 1 : 0
      let again = try ShellProcess(command, in: folder)
      #expect(again.status == 0, "\(moment): \(again.error)")
      try same("out", "expected", in: folder)
      try FileManager.default.removeItem(atPath: folder("out"))
    }
    // Answers that come together are committed together, so that a run may have fewer changes.
    #expect(kills >= moments.count - 2)
  }

  @Test("A run over a dataset, killed at such changes, leaves the old one or the new one")
  func over() throws {
    let folder = try Painted.folder()
    let command = "align-dataset raw out -q -j2 --shard-size 5 \(try Painted.quick)"
    let copy = "rm -rf out && cp -r aligned out && "
    let moments = try changes(copy + command, in: folder, below: "out")
    try FileManager.default.moveItem(atPath: folder("out"), toPath: folder("expected"))
    var kills = 0
    for moment in moments {
      let killed = try ShellProcess(
        copy + command, in: folder, with: Faults(under: folder("out"), killAfter: moment))
      kills += killed.status == 137 ? 1 : 0
      let look = try ShellProcess("align-dataset verify out", in: folder)
      #expect(look.status == 0, "\(moment): \(look.error)")
      let again = try ShellProcess(command, in: folder)
      #expect(again.status == 0, "\(moment): \(again.error)")
      try same("out", "expected", in: folder)
      let names = try ShellProcess("ls -A out; find out -type l", in: folder).output
      #expect(
        names == """
          catalog.sqlite
          dataset.json
          duplicates.jsonl
          identities.jsonl
          manifests
          rejected.jsonl
          shards

          """)
    }
    #expect(kills >= moments.count - 2)
  }

  @Test("A disk full from such changes on is an error, and with space the command goes on")
  func fullDisk() throws {
    let folder = try Painted.folder()
    let command = "align-dataset raw out -q -j2 --shard-size 5 \(try Painted.quick)"
    let moments = try changes(command, in: folder, below: "out")
    try FileManager.default.moveItem(atPath: folder("out"), toPath: folder("expected"))
    for (index, moment) in moments.enumerated() {
      let code = index % 3 == 2 ? "EIO" : "ENOSPC"
      var faults = Faults(under: folder("out"), writeError: code, writeAfter: moment)
      faults.failsSyncs = index % 3 != 0
      faults.halves = index % 2 == 1
      let run = try ShellProcess(command, in: folder, with: faults)
      // The last changes take away what is not needed any more, for which there is always space.
      if run.status != 0 {
        #expect(run.status == 1)
        let words = code == "EIO" ? "Input/output error" : "No space left on device"
        #expect(run.errors.count == 1 && run.error.contains(words), "\(moment): \(run.error)")
        #expect(run.error.contains("the same command goes on"), "\(run.error)")
      }
      let again = try ShellProcess(command, in: folder)
      #expect(again.status == 0, "\(moment): \(again.error)")
      try same("out", "expected", in: folder)
      try FileManager.default.removeItem(atPath: folder("out"))
    }
  }
}

import Foundation
import TestSupport
import Testing

/// SIGKILL, or no more space, between changes of the disk, spread over a run. `make recovery` kills
/// at random instants, and with thousands of images.
@Suite struct KillTests {
  /// A run's command, what becomes of it, and at which changes of the disk it is to be disturbed.
  private struct Subject {
    let folder: TemporaryFolder
    let command: String
    /// Some of the changes that the command makes in its output folder, the last among them.
    let moments: [Int]
    /// How many files of the raw tree it reads.
    let readings: Int

    /// The workers' number times what each has at most, until some twenty images were quick.
    static let inFlight = 2 * 2
    private static let count = 9

    /// Runs the command undisturbed, and keeps the result as `expected`.
    ///
    /// - Parameter preparation: What makes the output folder that the command finds.
    init(preparation: String = "true") throws {
      folder = try Painted.folder()
      // Some faces are left out, whose pixels are kept elsewhere, and some go to another split.
      command =
        "align-dataset raw out -q -j2 --shard-size 5 \(try Painted.quick) --duplicates exact --val 0.4"
      var faults = Self.logging(in: folder)
      (faults.under, faults.count) = (folder("out"), folder("count"))
      let run = try ShellProcess("\(preparation) && \(command)", in: folder, with: faults)
      #expect(run.status == 0, "\(run.error)")
      readings = try Self.takeLog(in: folder)
      let changes = try folder.text("count").split(separator: "\n").count
      moments = (0..<Self.count).map { 1 + $0 * (changes - 1) / (Self.count - 1) }
      try FileManager.default.moveItem(atPath: folder("out"), toPath: folder("expected"))
    }

    /// What notes the files of the raw tree that are read.
    static func logging(in folder: TemporaryFolder) -> Faults {
      Faults(log: folder("log"), logOnly: "/raw/")
    }

    /// How many files were read since the last call.
    static func takeLog(in folder: TemporaryFolder) throws -> Int {
      guard FileManager.default.fileExists(atPath: folder("log")) else { return 0 }
      defer { try? FileManager.default.removeItem(atPath: folder("log")) }
      return try folder.text("log").split(separator: "\n").count
    }

    /// The same command comes to the same bytes, whatever happened before.
    func expectCompletion(after moment: Int) throws {
      let again = try ShellProcess(command, in: folder, with: Self.logging(in: folder))
      #expect(again.status == 0, "\(moment): \(again.error)")
      let difference = try ShellProcess("diff -r -x catalog.sqlite out expected", in: folder)
      #expect(difference.status == 0, "\(moment): \(difference.output)")
      try expectWhole(after: moment)
    }

    /// There is one dataset, with no part missing.
    func expectWhole(after moment: Int) throws {
      let verify = try ShellProcess("align-dataset verify out", in: folder)
      #expect(verify.status == 0, "\(moment): \(verify.error)")
    }

    func removeOutput() throws {
      try FileManager.default.removeItem(atPath: folder("out"))
    }
  }

  @Test("A run killed at changes of the disk, first to last, goes on to the same bytes")
  func fresh() throws {
    let subject = try Subject()
    var kills = 0
    for moment in subject.moments {
      var faults = Subject.logging(in: subject.folder)
      (faults.under, faults.killAfter) = (subject.folder("out"), moment)
      let killed = try ShellProcess(subject.command, in: subject.folder, with: faults)
      kills += killed.status == 137 ? 1 : 0
      try subject.expectCompletion(after: moment)
      let readings = try Subject.takeLog(in: subject.folder)
      let most = subject.readings + Subject.inFlight
      #expect((subject.readings...most).contains(readings), "\(moment)")
      try subject.removeOutput()
    }
    // Answers that come together are committed together, so that a run may have fewer changes.
    #expect(subject.readings > Subject.inFlight && kills >= subject.moments.count - 2)
  }

  @Test("A run over a dataset, killed at such changes, leaves the old one or the new one")
  func over() throws {
    let copy = "rm -rf out && cp -r aligned out"
    let subject = try Subject(preparation: copy)
    for moment in subject.moments {
      let killed = try ShellProcess(
        "\(copy) && \(subject.command)", in: subject.folder,
        with: Faults(under: subject.folder("out"), killAfter: moment))
      #expect(killed.status == 137)
      try subject.expectWhole(after: moment)
      try subject.expectCompletion(after: moment)
      let names = try ShellProcess("ls -A out; find out -type l", in: subject.folder).output
      #expect(
        names == """
          catalog.sqlite
          dataset.json
          duplicates.jsonl
          excluded.jsonl
          identities.jsonl
          manifests
          pruned.jsonl
          rejected.jsonl
          report.html
          shards
          unmatched.jsonl

          """)
    }
  }

  @Test(
    "A disk full from such changes on leaves an older dataset whole; with space the command goes on",
    arguments: ["true", "rm -rf out && cp -r aligned out"])
  func fullDisk(preparation: String) throws {
    let subject = try Subject(preparation: preparation)
    let isOver = preparation != "true"
    var failures = 0
    for (index, moment) in subject.moments.enumerated() {
      let code = index % 3 == 2 ? "EIO" : "ENOSPC"
      var faults = Faults(under: subject.folder("out"), writeError: code, writeAfter: moment)
      faults.failsSyncs = index % 3 != 0
      faults.halves = index % 2 == 1
      let run = try ShellProcess(
        "\(preparation) && \(subject.command)", in: subject.folder, with: faults)
      // The last changes take away what is not needed any more, for which there is always space.
      if run.status != 0 {
        failures += 1
        #expect(run.status == 1)
        let words = code == "EIO" ? "Input/output error" : "No space left on device"
        #expect(run.errors.count == 1 && run.error.contains(words), "\(moment): \(run.error)")
        #expect(run.error.contains("the same command goes on"), "\(run.error)")
      }
      if isOver { try subject.expectWhole(after: moment) }
      try subject.expectCompletion(after: moment)
      try subject.removeOutput()
    }
    #expect(failures >= subject.moments.count - 2)
  }
}

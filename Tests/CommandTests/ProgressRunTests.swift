import Foundation
import TestSupport
import Testing

/// What a run with `--progress json` writes to standard error.
@Suite struct ProgressRunTests {
  /// A line's keys, as far as a test looks at them.
  private struct Line: Decodable, Equatable {
    let event: String
    let phase: String?
    let elapsed: Double
    let counts: Counts?
    let written: Int?
    let unchanged: Bool?
    let message: String?
    let text: String?
    let status: Int?
  }

  /// `counts`, of the last line or of dataset.json.
  private struct Counts: Decodable, Equatable {
    let found, aligned, kept, identities: Int
    let rejected: [String: Int]
  }

  private struct Dataset: Decodable {
    let counts: Counts
  }

  /// The lines of standard error, which are nothing else and as the schema has them, the last one
  /// the only one of its kind.
  private func lines(_ error: String) throws -> [Line] {
    let lines = try error.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
    #expect(try LineSchema(name: "progress").faults(in: error) == "")
    #expect(lines.first?.phase == "starting")
    #expect(lines.dropLast().allSatisfy { ["progress", "note"].contains($0.event) }, "\(error)")
    #expect(zip(lines, lines.dropFirst()).allSatisfy { $0.elapsed <= $1.elapsed })
    return lines
  }

  @Test("A run ends with the counts of dataset.json, and the table stays as it is")
  func finished() throws {
    let folder = try Painted.folder()
    let run = try ShellProcess(
      "align-dataset raw out --progress json \(Painted.quick)", in: folder)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("out\n  found "))
    let last = try #require(lines(run.error).last)
    #expect(last.event == "finished" && last.status == 0 && last.unchanged == false)
    let dataset = try JSONDecoder().decode(
      Dataset.self, from: Data(try folder.read("out/dataset.json")))
    #expect(last.counts == dataset.counts)
    let again = try ShellProcess(
      "align-dataset raw out --progress json \(Painted.quick)", in: folder)
    #expect(try lines(again.error).last?.unchanged == true)
  }

  @Test("The examples of docs/formats.md are as the schemas have them, one of each event")
  func examples() throws {
    let examples = try LineSchema.examples(beginningWith: "event")
    #expect(try LineSchema(name: "progress").faults(in: examples) == "")
    let events = try examples.split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8)).event
    }
    #expect(Set(events) == ["progress", "note", "finished", "failed", "interrupted"])
    let log = try LineSchema.examples(beginningWith: "time")
    #expect(!log.isEmpty)
    #expect(try LineSchema(name: "log").faults(in: log) == "")
  }

  @Test("An export ends with its counts")
  func export() throws {
    let run = try ShellProcess(
      "align-dataset export aligned out --format npz --progress=json", in: try Painted.folder())
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("out\n  faces "))
    let last = try lines(run.error).last
    #expect(last?.event == "finished" && last?.written == 12 && last?.status == 0)
  }

  @Test("A run that is interrupted ends with what the text says, and its next one with a note")
  func interrupted() throws {
    let folder = try Painted.folder(copies: 120)
    let run = try ShellProcess(
      """
      align-dataset raw aligned --progress json \(Painted.quick) & run=$!
      until [ -s log ]; do kill -0 $run || exit; sleep 0.02; done
      kill -TERM $run; wait $run; echo $?
      """, in: folder, with: Faults(log: folder("log"), logOnly: "/raw/"))
    #expect(run.output == "130\n")
    let last = try #require(lines(run.error).last)
    #expect(last.event == "interrupted" && last.status == 130)
    #expect(
      last.message?.wholeMatch(
        of: /interrupted after \d+ of \d+ images; the same command goes on from there/) != nil)
    let again = try ShellProcess(
      "align-dataset raw aligned --progress json \(Painted.quick)", in: folder)
    #expect(
      try lines(again.error).compactMap(\.text).first?.wholeMatch(
        of: /going on with an unfinished run: \d+ of \d+ files are done/) != nil)
  }

  @Test("A second signal ends it with one last line too")
  func stoppedAtOnce() throws {
    let folder = try Painted.folder(copies: 120)
    let run = try ShellProcess(
      """
      align-dataset raw aligned --progress json \(Painted.quick) & run=$!
      until [ -s log ]; do kill -0 $run || exit; sleep 0.02; done
      kill -TERM $run; sleep 0.06; kill -TERM $run; wait $run; echo $?
      """, in: folder, with: Faults(sleep: "/raw/x1/", log: folder("log"), logOnly: "/raw/"))
    #expect(run.output == "130\n")
    let last = try lines(run.error).last
    #expect(last?.event == "interrupted" && last?.status == 130)
  }

  @Test("A run that fails ends with why", arguments: ["missing", "raw/Ada_Umber/001.jpg"])
  func failed(raw: String) throws {
    let run = try ShellProcess(
      "align-dataset \(raw) out --progress json", in: try Painted.folder())
    #expect(run.status == 1 && run.output == "")
    let last = try lines(run.error).last
    #expect(last?.event == "failed" && last?.status == 1)
    #expect(last?.message?.hasPrefix("\(raw): ") == true, "\(run.error)")
  }

  @Test("A run whose table cannot be written has failed, and one without a face")
  func failedAtTheEnd() throws {
    let folder = try Painted.folder()
    try folder.write(Array("hello".utf8), to: "faceless/someone/notes.txt")
    let full = try ShellProcess(
      "align-dataset raw out --progress json \(Painted.quick) >/dev/full", in: folder)
    #expect(full.status == 1)
    #expect(
      try lines(full.error).last?.message
        == "can't write to standard output: No space left on device; out is finished")
    let faceless = try ShellProcess(
      "align-dataset faceless none --progress json \(Painted.quick)", in: folder)
    #expect(faceless.status == 1)
    #expect(
      try lines(faceless.error).last?.message
        == "none: no file gave a face; rejected.jsonl says why")
  }

  @Test("A reader that goes away, a full disk and a closed stream end no run")
  func readers() throws {
    let folder = try Painted.folder()
    for (index, redirection) in ["2> >(head -n 1 >/dev/null)", "2>/dev/full", "2>&-"].enumerated() {
      let run = try ShellProcess(
        "align-dataset raw out\(index) --progress json \(Painted.quick) \(redirection)", in: folder)
      #expect(run.status == 0)
      #expect(run.output.hasPrefix("out\(index)\n  found "))
    }
  }

  @Test("With --quiet nothing is told, and errors to people")
  func quiet() throws {
    let run = try ShellProcess(
      """
      align-dataset raw out -q --progress json \(Painted.quick)
      align-dataset missing out -q --progress json
      """, in: try Painted.folder())
    #expect(run.output == "")
    #expect(run.errors.count == 1 && run.error.hasPrefix("align-dataset: missing: "))
  }

  @Test("What is wrong with a command line is told to people")
  func usage() throws {
    let run = try ShellProcess("align-dataset raw out --progress json --sise 96")
    #expect(run.status == 2)
    #expect(run.error.contains("Did you mean '--size'?"))
    let form = try ShellProcess("align-dataset raw out --progress jsn")
    #expect(form.error.contains("--progress takes text or json, not 'jsn'"), "\(form.error)")
  }

  @Test("Lines go whole to a pipe that its owner made one that does not block")
  func notBlocking() throws {
    let folder = try Painted.folder()
    let script = """
      import fcntl, json, os, subprocess, sys, time
      reading, writing = os.pipe()
      fcntl.fcntl(writing, 1031, 4096)
      os.set_blocking(writing, False)
      while True:
        try: os.write(writing, b" " * 512 + b"\\n")
        except BlockingIOError: break
      command = sys.argv[1].split() + ["raw", "out", "--progress", "json"]
      run = subprocess.Popen(command, cwd=sys.argv[2], stdout=subprocess.DEVNULL, stderr=writing)
      os.close(writing)
      time.sleep(0.2)
      text = open(reading, "rb").read().decode()
      print(run.wait(), [json.loads(line)["event"] for line in text.splitlines() if line.strip()][-1])
      """
    let output = try Python.system.output(
      of: script, ["\(BuiltProgram.path) \(Painted.quick)", folder.path])
    #expect(output == "0 finished\n")
  }
}

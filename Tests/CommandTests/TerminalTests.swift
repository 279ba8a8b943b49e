import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: RunningProgram.hasTerminal, "no terminal can be opened here"))
struct TerminalTests {
  /// What each state of the changing line was.
  private func lines(of transcript: String) -> [String] {
    transcript.split(separator: "\r").filter { $0.hasSuffix("\u{1B}[K") }
      .map { String($0.dropLast("\u{1B}[K".count)) }
  }

  /// Makes `more`, a tree of so many photographs that a run shows itself at work.
  private func repeatPhotographs(in folder: TemporaryFolder) throws {
    _ = try ShellProcess(
      "for i in {1..60}; do mkdir -p more; cp -rl raw/Ada_Umber more/$i; done", in: folder)
  }

  @Test("On a terminal one line shows a bar and all numbers, and is gone at the end")
  func bar() throws {
    let folder = try Painted.folder()
    try repeatPhotographs(in: folder)
    let run = try RunningProgram(
      ["more", "out", "-j1", "--upsample", "2"], in: folder, columns: 90)
    #expect(run.end().status == 0)
    let lines = lines(of: run.transcript)
    let form =
      /aligning \[#*-*\] \d+\/360  \d+(?:\.\d)? images\/s  \d+ aligned, \d+ rejected  [\d: s]+ left/
    #expect(lines.contains { $0.wholeMatch(of: form) != nil }, "\(lines)")
    #expect(lines.allSatisfy { $0.count < 90 })
    #expect(!run.transcript.contains("\n"))
    #expect(run.transcript.hasSuffix("\r\u{1B}[K"))
  }

  @Test("On a terminal of 20 columns the line is shorter than that")
  func narrow() throws {
    let folder = try Painted.folder()
    try repeatPhotographs(in: folder)
    let run = try RunningProgram(["more", "out", "-j1"], in: folder, columns: 20)
    #expect(run.end().status == 0)
    let lines = lines(of: run.transcript)
    #expect(lines.contains { $0.contains("/360") })
    #expect(lines.allSatisfy { $0.count < 20 })
  }

  @Test(
    "A terminal that can't take a line back gets none in the first ten seconds, nor with --quiet",
    arguments: [(["raw", "out"], "dumb"), (["raw", "out", "-q"], "xterm")])
  func silent(arguments: [String], type: String) throws {
    let run = try RunningProgram(arguments, in: try Painted.folder(), type: type)
    #expect(run.end().status == 0)
    #expect(run.transcript == "")
  }
}

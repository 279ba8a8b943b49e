import Foundation
import TestSupport
import Testing

@Suite struct HostileNameTests {
  /// A folder whose name clears the screen, holding a tree whose names do the like.
  private func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let run = try ShellProcess(
      #"""
      set -e
      mkdir -p $'r\e[2Jaw'/$'b\e[31m\nc' $'r\e[2Jaw'/$'\xc2\x9b31m\xff'
      cp \#(Painted.raw)/Ada_Umber/001.jpg $'r\e[2Jaw'/$'b\e[31m\nc'/$'x\e]0;t\a.jpg'
      echo no > $'r\e[2Jaw'/$'\xc2\x9b31m\xff'/$'\u202egpj.\r'
      """#, in: folder)
    #expect(run.error == "")
    return folder
  }

  @Test("No name drives the terminal that results, errors or faults are printed on")
  func names() throws {
    let run = try ShellProcess(
      #"""
      raw=$'r\e[2Jaw' out=$'o\e[2J\nut'
      align-dataset "$raw" "$out" \#(Painted.quick)
      align-dataset verify "$out"
      sed -i 1d "$out/rejected.jsonl"
      align-dataset verify "$out"
      align-dataset sample "$out"
      align-dataset sample "$out/x" --people 1 --images 1
      align-dataset "$raw" "$out/x" \#(Painted.quick)
      align-dataset "$out" "$raw/x" \#(Painted.quick)
      align-dataset "$raw" new --landmark-model "$out"
      true
      """#, in: try folder())
    #expect(run.status == 0)
    #expect(run.output.isPrintable, "\(run.output.debugDescription)")
    #expect(run.error.isPrintable, "\(run.error.debugDescription)")
    #expect(run.output.hasPrefix("o\\u{1b}[2J\\u{a}ut\n  found "))
    #expect(run.error.contains("o\\u{1b}[2J\\u{a}ut/rejected.jsonl: "))
  }

  @Test(
    "Nor while a run shows its progress",
    .enabled(if: RunningProgram.hasTerminal, "no terminal can be opened here"))
  func progress() throws {
    let run = try RunningProgram(["r\u{1B}[2Jaw", "out"], in: try folder())
    #expect(run.end().status == 0)
    let text = run.transcript.replacing(/\r|\u{1B}\[K/, with: "")
    #expect(text.isPrintable)
  }
}

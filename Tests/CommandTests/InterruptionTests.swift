import Align
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: RunningProgram.hasTerminal, "no terminal can be opened here"))
struct InterruptionTests {
  /// A folder with a dataset in `aligned`, and its tree, `raw`, that has grown so that a run takes
  /// long.
  private func folder() throws -> TemporaryFolder {
    try Painted.folder(copies: 120)
  }

  @Test(
    "Ctrl-C ends a run in time, says so, and leaves the older dataset whole; it can be run again",
    arguments: [SIGINT, SIGTERM, SIGHUP])
  func interrupted(signal: Int32) throws {
    let folder = try folder()
    let run = try RunningProgram(["raw", "aligned"], in: folder)
    #expect(run.hasShown(/[1-9]\d* aligned/))
    run.send(signal)
    let end = run.end()
    #expect(end.status == 130)
    // Two seconds are promised; a machine at its limit gets more.
    #expect(end.seconds < 10)
    #expect(
      run.transcript.contains(
        /\e\[Kalign-dataset: interrupted after \d+ of \d+ images; the same command goes on from there\r\n$/
      ))
    let verify = try ShellProcess("align-dataset verify aligned", in: folder)
    #expect(verify.output.hasPrefix("aligned: 12 faces of 3 identities"))
    let again = try ShellProcess("align-dataset raw aligned \(Painted.quick)", in: folder)
    #expect(again.status == 0)
    #expect(
      again.errors.first?.wholeMatch(
        of: /align-dataset: going on with an unfinished run: \d+ of \d+ files are done/) != nil)
    #expect(again.output.hasPrefix("aligned\n  found "))
  }

  @Test(
    "Signals that come together, and all those of a terminal's end, are one",
    arguments: ["kill -HUP $run; kill -TERM $run", "kill -TERM $run; sleep 0.2; kill -HUP $run"])
  func doubled(signals: String) throws {
    let folder = try folder()
    let run = try ShellProcess(
      """
      align-dataset raw aligned \(Painted.quick) & run=$!
      until [ -s log ]; do kill -0 $run || exit; sleep 0.02; done
      \(signals)
      wait $run; echo $?
      """, in: folder, with: Faults(log: folder("log"), logOnly: "/raw/"))
    #expect(run.output == "130\n")
    #expect(run.error.contains("align-dataset: interrupted after "), "\(run.error)")
  }

  @Test("The quit key ends a run at once, without a word, and it can be run again")
  func quit() throws {
    let folder = try folder()
    // Bash has its background ignore the key, and the tests' own runner blocks it.
    let run = try ShellProcess(
      """
      ulimit -c 0
      cat >start.py <<END
      import os, signal, sys
      signal.signal(signal.SIGQUIT, signal.SIG_DFL)
      signal.pthread_sigmask(signal.SIG_SETMASK, [])
      os.execvp(sys.argv[1], sys.argv[1:])
      END
      python3 start.py align-dataset raw aligned \(Painted.quick) & run=$!
      until [ -s log ]; do kill -0 $run || exit; sleep 0.02; done
      kill -QUIT $run $(pgrep -P $run); wait $run; echo $?
      """, in: folder, with: Faults(log: folder("log"), logOnly: "/raw/"))
    #expect(run.output == "131\n")
    #expect(!run.error.contains("crashed"), "\(run.error)")
    #expect(try ShellProcess("align-dataset raw aligned \(Painted.quick)", in: folder).status == 0)
  }

  @Test("While a large image keeps it, the first Ctrl-C says how to stop at once: by the second")
  func twice() throws {
    let folder = try TemporaryFolder()
    let (width, height) = (4000, 3000)
    let grey = PixelImage(
      width: width, height: height, rgb: [UInt8](repeating: 128, count: 3 * width * height))
    try folder.write(try grey.png(), to: "raw/someone/large.png")
    let run = try RunningProgram(["raw", "aligned", "-j1", "--upsample", "2"], in: folder)
    #expect(run.hasShown(/aligning/))
    run.send(SIGINT)
    #expect(run.hasShown(/stopping after the images at hand; Ctrl-C again stops at once/))
    run.send(SIGINT)
    #expect(run.end().status == 130)
    #expect(
      run.transcript.hasSuffix(
        "\r\nalign-dataset: stopped at once; the same command goes on where this run was\r\n"))
  }
}

import TestSupport
import Testing

@testable import Job
@testable import align_dataset

@Suite("The table of timings")
struct TimingsTableTests {
  @Test("has a line a stage, with its sum and what that is an image")
  func table() {
    var timings = RunTimings()
    (timings.images, timings.detect, timings.write) = (4, 10_000_000, 1_234_567_890)
    #expect(
      TimingsTable(timings, time: .milliseconds(2500)).text == """
        timings of 4 images
          stage      seconds  us an image
          crawl        0.000          0.0
          read         0.000          0.0
          decode       0.000          0.0
          detect       0.010       2500.0
          landmarks    0.000          0.0
          warp         0.000          0.0
          describe     0.000          0.0
          wait         0.000          0.0
          write        1.235     308642.0
          finish       0.000          0.0
          run          2.500     625000.0

        """)
  }

  @Test("says nothing of an image where there was none")
  func nothing() {
    let text = TimingsTable(RunTimings(), time: .zero).text
    #expect(text.contains("timings of 0 images\n") && text.contains("  0.000            -\n"))
  }

  @Test("comes with --timings, after the summary or alone, and has every stage of a run")
  func printed() throws {
    let folder = try Painted.folder()
    let command = "align-dataset raw out \(try Painted.quick) --timings"
    let run = try ShellProcess(command, in: folder)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("out\n") && run.output.contains("\ntimings of 18 images\n"))
    let stages = [
      "crawl", "read", "decode", "detect", "landmarks", "warp", "describe", "wait", "write",
      "finish",
    ]
    for stage in stages {
      let line = try #require(
        run.output.firstMatch(of: try Regex("  \(stage) +[0-9.]+ +([0-9.]+)\n")))
      let microseconds = try #require(Double(line[1].substring ?? ""))
      #expect(microseconds > 0 || stage == "wait", "\(stage)")
    }
    let again = try ShellProcess("\(command) --quiet", in: folder)
    #expect(again.output.hasPrefix("timings of 0 images\n"))
  }

  @Test("is in no file of the dataset")
  func noFile() throws {
    let folder = try Painted.folder()
    let run = try ShellProcess(
      """
      align-dataset raw out -q \(try Painted.quick) --timings && diff -r -x catalog.sqlite out aligned
      """, in: folder)
    #expect(run.status == 0, "\(run.output.suffix(500))")
  }
}

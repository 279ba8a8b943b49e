import Foundation
import TestSupport
import Testing

/// Real crashes and real hangs, in real worker processes.
@Suite struct CrashTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(atPath: try Painted.raw, toPath: folder("raw"))
  }

  private func run(_ faults: Faults, _ options: String = "") throws -> ShellProcess {
    try ShellProcess(
      "align-dataset raw out \(Painted.quick) \(options)", in: folder, with: faults)
  }

  private func rename(_ names: String...) throws {
    let images = try ShellProcess("ls raw/Ada*/*.jpg raw/B*/*.jpg raw/C*/*.jpg", in: folder).output
      .split(separator: "\n").map(String.init)
    for (image, name) in zip(images, names) {
      let place = image.split(separator: "/").dropLast().joined(separator: "/")
      try FileManager.default.moveItem(atPath: folder(image), toPath: folder("\(place)/\(name)"))
    }
  }

  private func rejected(_ reason: String, in output: String = "out") throws -> [String] {
    try folder.text("\(output)/rejected.jsonl").split(separator: "\n").map(String.init)
      .filter { $0.contains("\"reason\":\"\(reason)\"") }
  }

  @Test("Images that crash or hang their worker are rejected, all others are done, and it is said")
  func crashAndHang() throws {
    try rename("crash.jpg", "abort.jpg", "hang.jpg")
    let run = try run(
      Faults(crash: "/crash.jpg", abort: "/abort.jpg", hang: "/hang.jpg"), "--timeout 2")
    #expect(run.status == 0 && run.error == "", "\(run.error)")
    #expect(run.output.contains(/\n  aligned +9\n/))
    #expect(
      run.output.hasSuffix(
        "\n  warning: 3 images were too much for the libraries; rejected.jsonl names them\n"),
      "\(run.output)")
    let crashed = try rejected("crashed")
    #expect(crashed.count == 2)
    #expect(
      crashed.contains {
        $0.contains(
          "its worker process ended twice, the last time by signal 11 (Segmentation fault)")
      }, "\(crashed)")
    #expect(crashed.contains { $0.contains("signal 6 (Aborted)") })
    let hung = try rejected("timed_out")
    #expect(hung.count == 1)
    #expect(hung[0].contains("its worker process gave no answer for 2 seconds (--timeout)"))
    let verify = try ShellProcess("align-dataset verify out", in: folder)
    #expect(verify.status == 0, "\(verify.error)")
    // They are not tried again, unless there is more time.
    let again = try self.run(Faults(crash: "/crash.jpg", log: folder("log"), logOnly: "/raw/"))
    #expect(again.status == 0 && again.output.contains(/\n  timed_out/) == false)
    #expect(try folder.text("log").split(separator: "\n").count == 1)
  }

  @Test("An image whose worker ends once, as one that the kernel ends may, is tried again and kept")
  func once() throws {
    try rename("crash.jpg")
    let run = try run(
      Faults(
        crash: "/crash.jpg", once: folder("once"), log: folder("log"), logOnly: "/raw/"))
    #expect(run.status == 0)
    #expect(run.output.contains(/\n  aligned +12\n/))
    #expect(!run.output.contains("warning"))
    // Alone, at the end.
    let read = try folder.text("log").split(separator: "\n").map { $0.hasSuffix("/crash.jpg") }
    #expect(read.count { $0 } == 2 && read.last == true)
  }

  @Test("An image whose file cannot even be opened ahead keeps no other image waiting")
  func hangsAhead() throws {
    // The run's second image: a worker is always asked for it while it is at the first. Of later ones
    // it may have no notice before their turn, where the run itself is kept waiting.
    try rename("0.jpg", "1-sleep.jpg")
    let faults = Faults(
      sleep: "/1-sleep.jpg", log: folder("log"), logOnly: "/raw/", notIn: nil)
    let run = try run(faults, "--timeout 2 -j 1")
    #expect(run.status == 0 && run.error == "", "\(run.error)")
    #expect(run.output.contains(/\n  aligned +11\n/))
    #expect(try rejected("timed_out").map { $0.contains("/1-sleep.jpg\"") } == [true])
    // Ahead, and when it was its turn.
    let opened = try folder.text("log").split(separator: "\n").count { $0.hasSuffix("-sleep.jpg") }
    #expect(opened == 2)
  }

  @Test("The same images are rejected, with the same bytes, whatever the number of workers")
  func sameBytes() throws {
    try rename("crash.jpg", "abort.jpg", "crash2.jpg")
    for jobs in [1, 4] {
      let run = try ShellProcess(
        "align-dataset raw out\(jobs) -q \(Painted.quick) -j \(jobs)", in: folder,
        with: Faults(crash: "/crash", abort: "/abort"))
      #expect(run.status == 0)
      #expect(try rejected("crashed", in: "out\(jobs)").count == 3)
    }
    let difference = try ShellProcess("diff -r -x catalog.sqlite out1 out4", in: folder)
    #expect(difference.status == 0, "\(difference.output)")
  }

  /// Starts a run with two workers, and waits until one of them hangs. `run`, `server` and `workers`
  /// are the processes then. `left` is to say how many of the latter there are at last.
  private static var hanging: String {
    get throws {
      """
      left() {
        for i in {1..50}; do
          count=$(ps -o stat= -p $server,${workers// /,} | grep -cv Z)
          [ $count -gt 0 ] || break
          sleep 0.1
        done
        echo $count
      }
      align-dataset raw out \(try Painted.quick) -j 2 & run=$!
      until grep -q hang log 2>/dev/null; do kill -0 $run || exit; sleep 0.05; done
      server=$(pgrep -P $run)
      workers=$(echo $(pgrep -P $server))
      """
    }
  }

  @Test("A worker that hangs does not hold up Ctrl-C")
  func interrupted() throws {
    try rename("hang.jpg")
    let run = try ShellProcess(
      """
      \(Self.hanging)
      SECONDS=0; kill -TERM $run; wait $run; echo $?
      # Two seconds are promised; a machine at its limit gets more.
      echo $((SECONDS < 10)) $(left)
      """, in: folder, with: Faults(hang: "/hang.jpg", log: folder("log")))
    #expect(run.output == "130\n1 0\n", "\(run.output) \(run.error)")
    #expect(run.error.contains("the same command goes on from there"))
  }

  @Test("Workers end with a run that is killed, also those that hang")
  func killed() throws {
    try rename("hang.jpg")
    let run = try ShellProcess(
      """
      \(Self.hanging)
      kill -KILL $run; wait $run
      echo $(echo $workers | wc -w) $(left)
      """, in: folder, with: Faults(hang: "/hang.jpg", log: folder("log")))
    #expect(run.output == "2 0\n", "\(run.output) \(run.error)")
  }

  @Test("Nothing is left of workers that hung, while the run goes on")
  func noZombies() throws {
    try rename("hang1.jpg", "hang2.jpg", "sleep.jpg")
    let run = try ShellProcess(
      """
      align-dataset raw out -q \(Painted.quick) -j 1 --timeout 1 & run=$!
      until grep -q sleep log 2>/dev/null; do kill -0 $run || exit; sleep 0.05; done
      pgrep -P $(pgrep -P $run) | wc -l
      wait $run; echo $?
      """, in: folder,
      with: Faults(hang: "/hang", sleep: "/sleep.jpg", log: folder("log"), logOnly: "/raw/"))
    #expect(try rejected("timed_out").count == 3)
    // The one at work, and the last that was killed, which is taken note of when the next one is.
    #expect(run.output.wholeMatch(of: /[12]\n0\n/) != nil, "\(run.output)")
  }

  @Test("How a worker ended is known where the program was started by one that does not ask")
  func ignoredChildren() throws {
    try rename("crash.jpg")
    let run = try ShellProcess(
      "trap '' CHLD; align-dataset raw out -q \(Painted.quick)", in: folder,
      with: Faults(crash: "/crash.jpg"))
    #expect(run.status == 0)
    #expect(try rejected("crashed").count { $0.contains("by signal 11 ") } == 1)
  }
}

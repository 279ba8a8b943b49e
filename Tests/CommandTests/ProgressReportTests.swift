import Job
import Testing

@testable import align_dataset

@Suite struct ProgressReportTests {
  /// A report with what it showed and a clock that the test sets.
  private final class Shown {
    var text = ""
    var columns: Int?
    private let start = ContinuousClock.now
    private var report: ProgressReport?

    init(columns: Int?, isQuiet: Bool = false) {
      self.columns = columns
      report = ProgressReport(
        isQuiet: isQuiet, columns: { [unowned self] in self.columns },
        write: { [unowned self] in text += $0 })
    }

    /// Tells that so many of 100 images are done after so many seconds, and takes what is shown.
    func after(_ seconds: Double, done: Int, isStopping: Bool = false) -> String {
      var progress = AlignProgress(total: 100)
      progress.aligned = done
      return after(seconds, .aligning(progress), isStopping: isStopping)
    }

    func after(_ seconds: Double, _ event: JobEvent, isStopping: Bool = false) -> String {
      defer { text = "" }
      report?.show(event, isStopping: isStopping, at: start.advanced(by: .seconds(seconds)))
      return text
    }

    func clear() -> String {
      defer { text = "" }
      report?.clear()
      return text
    }
  }

  @Test("On a pipe there is a plain line every ten seconds, and none before")
  func pipe() {
    let shown = Shown(columns: nil)
    #expect(shown.after(0, done: 0) == "")
    #expect(shown.after(9.9, done: 9) == "")
    #expect(
      shown.after(10, done: 10)
        == "aligning 10/100  1.0 images/s  10 aligned, 0 rejected  1:30 left\n")
    #expect(shown.after(19.9, done: 20) == "")
    #expect(
      shown.after(20, done: 40)
        == "aligning 40/100  2.0 images/s  40 aligned, 0 rejected  30 s left\n")
    #expect(shown.clear() == "")
  }

  @Test("On a terminal the line changes at once, ten times a second at most, and is taken away")
  func terminal() {
    let shown = Shown(columns: 80)
    #expect(
      shown.after(0, done: 0)
        == "\raligning [--------------------] 0/100  0 aligned, 0 rejected\u{1B}[K")
    #expect(shown.after(0.09, done: 1) == "")
    #expect(
      shown.after(0.1, done: 1)
        == "\raligning [--------------------] 1/100  1 aligned, 0 rejected\u{1B}[K")
    #expect(shown.clear() == "\r\u{1B}[K")
    #expect(shown.clear() == "")
  }

  @Test("A terminal that becomes narrower gets a shorter line")
  func resized() {
    let shown = Shown(columns: 80)
    _ = shown.after(0, done: 0)
    shown.columns = 10
    #expect(shown.after(1, done: 1) == "\r1/100\u{1B}[K")
  }

  @Test("The speed counts from the first image, not from the walk")
  func speed() {
    let shown = Shown(columns: nil)
    _ = shown.after(0, .crawling(found: 4096))
    #expect(shown.after(15, .crawling(found: 8192)) == "walking the raw tree: 8192 files found\n")
    _ = shown.after(20, done: 0)
    #expect(shown.after(30, done: 50).contains("50/100  5.0 images/s"))
  }

  @Test("A note takes the changing line away, and nothing in it reaches the terminal raw")
  func note() {
    let shown = Shown(columns: 80)
    _ = shown.after(0, done: 0)
    #expect(
      shown.after(0.01, .note("a\u{1B}[2J\nb"))
        == "\r\u{1B}[Kalign-dataset: a\\u{1b}[2J\\u{a}b\n")
  }

  @Test("A run that is stopping says so")
  func stopping() {
    let shown = Shown(columns: 80)
    #expect(
      shown.after(0, done: 0, isStopping: true)
        == "\rstopping after the images at hand; Ctrl-C again stops at once\u{1B}[K")
  }

  @Test("A quiet one shows nothing, not even notes")
  func quiet() {
    let shown = Shown(columns: 80, isQuiet: true)
    #expect(shown.after(0, done: 0) == "")
    #expect(shown.after(20, .note("a line of names is malformed")) == "")
  }
}

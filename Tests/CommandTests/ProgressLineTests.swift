import Job
import Testing

@testable import align_dataset

@Suite struct ProgressLineTests {
  private func line(
    _ done: Int, of total: Int, rejected: Int = 0, elapsed: Double = 10, columns: Int?
  ) -> String {
    var progress = AlignProgress(total: total)
    progress.aligned = done - rejected
    progress.rejected = rejected
    return ProgressLine(.aligning(progress), elapsed: elapsed, columns: columns).text
  }

  @Test("A line has a bar, done of total, speed, aligned and rejected so far, and the time left")
  func complete() {
    #expect(
      line(50, of: 200, rejected: 3, columns: 100)
        == "aligning [#####---------------] 50/200  5.0 images/s  47 aligned, 3 rejected  30 s left"
    )
  }

  @Test("A line in a log has no bar")
  func log() {
    #expect(
      line(50, of: 200, rejected: 3, columns: nil)
        == "aligning 50/200  5.0 images/s  47 aligned, 3 rejected  30 s left")
  }

  @Test("The first second has neither speed nor time left, which would be guesses")
  func firstSecond() {
    #expect(
      line(1, of: 4, elapsed: 0.9, columns: nil) == "aligning 1/4  1 aligned, 0 rejected")
  }

  @Test("No line reaches the terminal's last column, where some begin another line")
  func width() {
    for columns in 1...120 {
      for (done, total) in [(0, 1), (7, 60), (123_456, 494_414), (12_345_678, 99_999_999)] {
        let line = line(done, of: total, columns: columns)
        #expect(line.count <= max(1, columns - 1), "\(line)")
      }
    }
  }

  @Test("Eighty columns hold the bar and all numbers of half a million images")
  func eightyColumns() {
    #expect(
      line(123_456, of: 494_414, rejected: 1234, elapsed: 1000, columns: 80)
        == "[#-----] 123456/494414  123 images/s  122222 aligned, 1234 rejected  50:05 left")
  }

  @Test("A narrow terminal keeps what tells most")
  func narrow() {
    #expect(
      line(50, of: 200, columns: 60) == "50/200  5.0 images/s  50 aligned, 0 rejected  30 s left")
    #expect(line(50, of: 200, columns: 42) == "50/200  50 aligned, 0 rejected  30 s left")
    #expect(line(50, of: 200, columns: 20) == "50/200  30 s left")
    #expect(line(50, of: 200, columns: 10) == "50/200")
    #expect(line(50, of: 200, columns: 4) == "50/")
  }

  @Test("The bar is empty at the start and full at the end only")
  func bar() {
    #expect(line(0, of: 1000, columns: 100).contains("[--------------------]"))
    #expect(line(999, of: 1000, columns: 100).contains("[###################-]"))
    #expect(line(1000, of: 1000, columns: 100).contains("[####################]"))
  }

  @Test("Each phase says what it does")
  func phases() {
    #expect(
      ProgressLine(.crawling(found: 4096), elapsed: 0, columns: 80).text
        == "walking the raw tree: 4096 files found")
    #expect(
      ProgressLine(.sharding(faces: 1024, of: 4096), elapsed: 0, columns: 80).text
        == "writing shards [#####---------------] 1024/4096")
    #expect(
      ProgressLine(.sharding(faces: 0, of: 0), elapsed: 0, columns: nil).text
        == "writing shards 0/0")
    #expect(
      ProgressLine(.publishing, elapsed: 0, columns: 80).text == "putting the files in place")
  }

  @Test(
    "Time is told in seconds, then minutes, then hours",
    arguments: [
      (0, "0 s"), (0.2, "1 s"), (59, "59 s"), (59.5, "1:00"), (187, "3:07"), (3600, "1:00:00"),
      (8109, "2:15:09"),
    ])
  func clock(seconds: Double, text: String) {
    #expect(ProgressLine.clock(seconds) == text)
  }

  @Test(
    "Numbers are rounded, not cut",
    arguments: [(0.04, 1, "0.0"), (0.05, 1, "0.1"), (9.96, 1, "10.0"), (123.4, 0, "123")])
  func rounded(number: Double, decimals: Int, text: String) {
    #expect(number.rounded(decimals: decimals) == text)
  }
}

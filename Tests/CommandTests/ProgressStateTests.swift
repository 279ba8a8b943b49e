import Job
import Shard
import Testing

@testable import align_dataset

@Suite struct ProgressStateTests {
  private let start = ContinuousClock.now
  private var state: ProgressState

  init() {
    state = ProgressState(at: start)
  }

  private mutating func take(_ event: JobEvent, after seconds: Double) {
    state.take(event, at: start + .seconds(seconds))
  }

  /// The line after so many seconds.
  private func line(after seconds: Double, isStopping: Bool = false) -> String {
    state.line(
      elapsed: JSONValue(seconds, decimals: 1), isStopping: isStopping,
      at: start + .seconds(seconds)
    ).line
  }

  @Test("Before a run has told anything it is starting")
  func starting() {
    #expect(
      line(after: 0.04)
        == #"{"event":"progress","phase":"starting","elapsed":0.0,"done":null,"total":null,"aligned":null,"rejected":null,"reasons":null,"rate":null,"seconds_left":null,"stopping":false}"#
    )
  }

  @Test("An alignment has its counts, the reasons, its speed since it began and the time left")
  mutating func aligning() {
    take(.crawling(found: 4096), after: 1)
    var progress = AlignProgress(total: 100)
    take(.aligning(progress), after: 10)
    progress.aligned = 17
    progress.rejected = 3
    progress.reasons = ["no_face": 1, "corrupt": 2]
    take(.aligning(progress), after: 12)
    #expect(
      line(after: 12.5)
        == #"{"event":"progress","phase":"aligning","elapsed":12.5,"done":20,"total":100,"aligned":17,"rejected":3,"reasons":{"corrupt":2,"no_face":1},"rate":8.0,"seconds_left":10,"stopping":false}"#
    )
  }

  @Test("The first second of a phase has neither speed nor time left, which would be guesses")
  mutating func firstSecond() {
    take(.sharding(faces: 0, of: 100), after: 5)
    take(.sharding(faces: 50, of: 100), after: 5.5)
    #expect(line(after: 5.9).contains(#""rate":null,"seconds_left":null"#))
    #expect(line(after: 6).contains(#""rate":50.0,"seconds_left":1,"#))
  }

  @Test("What an earlier run has written is done, and no part of the speed")
  mutating func resumedExport() {
    take(.exporting(faces: 600, of: 1000, before: 500), after: 1)
    take(.exporting(faces: 700, of: 1000, before: 500), after: 11)
    #expect(line(after: 11).contains(#""done":700,"total":1000,"#))
    #expect(line(after: 11).contains(#""rate":10.0,"seconds_left":30,"#))
  }

  @Test("The walk of the next tree begins anew, as does its speed")
  mutating func trees() {
    take(.crawling(found: 1), after: 1)
    take(.crawling(found: 10_001), after: 11)
    #expect(line(after: 11).contains(#""done":10001,"total":null,"#))
    #expect(line(after: 11).contains(#""rate":1000.0,"seconds_left":null,"#))
    take(.crawling(found: 1), after: 12)
    take(.crawling(found: 5), after: 14)
    #expect(line(after: 14).contains(#""rate":2.0,"#))
  }

  @Test("Phases that do not count have no counts, nor those of the phase before")
  mutating func uncounted() {
    take(.aligning(AlignProgress(total: 7)), after: 1)
    take(.selecting(faces: 7), after: 2)
    #expect(
      line(after: 5).contains(
        #""phase":"selecting","elapsed":5.0,"done":null,"total":7,"aligned":null,"rejected":null,"reasons":null,"rate":null"#
      ))
    take(.publishing, after: 6)
    #expect(
      line(after: 7).contains(#""phase":"publishing","elapsed":7.0,"done":null,"total":null,"#))
  }

  @Test("A run that is stopping says so, and no time for what it will not do")
  mutating func stopping() {
    take(.sharding(faces: 0, of: 100), after: 0)
    take(.sharding(faces: 50, of: 100), after: 5)
    #expect(
      line(after: 5, isStopping: true).hasSuffix(
        #""rate":10.0,"seconds_left":null,"stopping":true}"#))
  }

  @Test("Notes and rejections leave the phase as it is")
  mutating func others() {
    take(.sharding(faces: 3, of: 9), after: 1)
    let before = line(after: 1)
    take(.note("a line is malformed"), after: 1)
    take(.rejected([]), after: 1)
    #expect(line(after: 1) == before)
  }
}

import Align
import Testing

@testable import Job

@Suite("How many images a worker has")
struct WorkAheadTests {
  /// After as many images as it takes to be sure, each of which took some milliseconds.
  private func ahead(_ milliseconds: Int, images: Int = 400) -> WorkAhead {
    var times = ImageTimes()
    times.align.detect = milliseconds * 1_000_000
    var ahead = WorkAhead()
    for _ in 0..<images { ahead.note(times) }
    return ahead
  }

  @Test(
    "is what takes 160 milliseconds, from two to eight",
    arguments: [(1, 8), (19, 8), (30, 5), (50, 3), (70, 2), (5000, 2)])
  func limit(milliseconds: Int, images: Int) {
    #expect(ahead(milliseconds).limit(left: 1000, workers: 2) == images)
  }

  @Test("is two until enough are known to be quick")
  func start() {
    #expect(WorkAhead().limit(left: 1000, workers: 2) == 2)
    #expect(ahead(1, images: 17).limit(left: 1000, workers: 2) == 2)
    #expect(ahead(1, images: 60).limit(left: 1000, workers: 2) == 8)
  }

  @Test("is two at once when one takes long")
  func long() {
    var ahead = ahead(5)
    var times = ImageTimes()
    times.read = 2_000_000_000
    ahead.note(times)
    #expect(ahead.limit(left: 1000, workers: 2) == 2)
  }

  @Test("falls at the end, so that all workers have some of the last ones")
  func end() {
    let ahead = ahead(1)
    #expect([40, 32, 20, 8, 0].map { ahead.limit(left: $0, workers: 2) } == [8, 8, 5, 2, 2])
    #expect(ahead.limit(left: 40, workers: 8) == 2)
  }

  @Test("is noted one by one where it is the least, and else a part of what all have at a time")
  func batches() {
    let (slow, quick) = (ahead(500), ahead(4))
    #expect(slow.batch(2, workers: 16) == 1 && slow.nap(2) == 0)
    #expect(quick.batch(8, workers: 2) == 8 && quick.batch(8, workers: 64) == 64)
    // A quarter of what the worker has to do, and 4 milliseconds at most.
    #expect((3900...4000).contains(quick.nap(8)) && (1900...2100).contains(ahead(1).nap(8)))
  }
}

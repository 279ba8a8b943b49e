import Foundation
import TestSupport
import Testing

@testable import Job

@Suite("A run that is interrupted")
struct InterruptionTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.paint(
      "raw/Ann/1.jpg", "raw/Ann/2.jpg", "raw/Ann/3.jpg", "raw/Bob/1.jpg", "raw/Bob/2.jpg")
  }

  /// Where a run is interrupted, and what it says of it.
  enum Point: String, CaseIterable {
    case beforeTheWalk = "while the raw tree was walked"
    case atTheFirstImage = "after "
    case atTheLastImage = "after 1 of 1 images"
    case betweenShards = "while shards were written"

    func isReached(_ event: JobEvent) -> Bool {
      switch (self, event) {
      case (.atTheFirstImage, .aligning(let progress)): progress.done >= 1
      case (.atTheLastImage, .aligning(let progress)): progress.done == progress.total
      case (.betweenShards, .sharding): true
      default: false
      }
    }
  }

  @Test(
    "says where, leaves the older dataset whole, and the next one goes on",
    arguments: Point.allCases)
  func interrupted(point: Point) throws {
    let output = folder("aligned")
    try TestRun(shardSize: 2)(folder("raw"), to: output)
    let before = try WrittenDataset(output).files()
    try folder.paint("raw/Bob/3.jpg")
    let interruption = Interruption()
    if point == .beforeTheWalk { interruption.request() }
    let failure = try TestRun(
      interruption: interruption,
      report: { if point.isReached($0) { interruption.request() } }
    ).failure(folder("raw"), to: output)
    guard case .interrupted(let progress)? = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(progress.hasPrefix(point.rawValue))
    let kept = try WrittenDataset(output).files().filter { !$0.key.hasPrefix("unfinished/") }
    #expect(kept == before)
    var faults = 0
    _ = try Verification(folder: output) { _ in faults += 1 }.run()
    #expect(faults == 0)

    var notes: [String] = []
    try TestRun(report: { if case .note(let note) = $0 { notes.append(note) } })(
      folder("raw"), to: output)
    let done = point == .beforeTheWalk ? 5 : 6
    #expect(notes == ["going on with an unfinished run: \(done) of 6 files are done"])
    #expect(try WrittenDataset(output).faces().count == 6)
    #expect(try WrittenDataset(output).files().keys.allSatisfy { !$0.contains("unfinished") })
  }

  @Test("publishes nothing where there was nothing")
  func fresh() throws {
    let interruption = Interruption()
    let failure = try TestRun(
      interruption: interruption,
      report: { if Point.betweenShards.isReached($0) { interruption.request() } }
    ).failure(folder("raw"), to: folder("out"))
    guard case .interrupted? = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder("out")) == ["unfinished"])
  }
}

import Foundation
import TestSupport
import Testing

@Suite struct HostileTreeTests {
  @Test("Of a tree full of hostile files every face is kept, and each file has its right reason")
  func hostile() throws {
    let dataset = try HostileDataset(people: 8, images: 5)
    #expect(dataset.kinds >= 30)
    try check(dataset, try dataset.align(Painted.quick).process)
  }

  @Test(
    "So it is with 1,000 photographs and 500 hostile files, in less than 500 MB",
    .enabled(
      if: ProcessInfo.processInfo.environment["ALIGN_DATASET_FULL"] == "1",
      "takes minutes: set ALIGN_DATASET_FULL=1"))
  func full() throws {
    let dataset = try HostileDataset(people: 50, images: 20, hostile: 500)
    let run = try dataset.align("--jobs 2")
    try check(dataset, run.process)
    #expect((50_000_000..<500_000_000).contains(run.peakBytes))
    let (expected, outcomes) = (dataset.expected, try dataset.outcomes())
    let counts = [expected, outcomes].map { $0.values.count { $0 == .face } }
    print(
      """
      kept \(counts[1]) of \(counts[0]), rejected \(outcomes.count - counts[1]) of \
      \(expected.count - counts[0]), \(dataset.kinds) kinds of hostile files, \
      \(Int(run.seconds)) s, peak memory \(run.peakBytes / 1_000_000) MB
      """)
  }

  private func check(_ dataset: HostileDataset, _ run: ShellProcess) throws {
    #expect(run.status == 0)
    let lines = run.error.split(separator: "\n").filter { !$0.hasPrefix("aligning ") }
    #expect(lines == [], "something else than progress")
    #expect(run.error.isPrintable)
    #expect(run.output.isPrintable, "\(run.output.debugDescription)")
    let surprises = try dataset.surprises()
    #expect(surprises.isEmpty, "\(surprises.joined(separator: "\n"))")
    let verified = try dataset.verify()
    #expect(verified.output.hasSuffix("files accounted for: no fault\n"))
    #expect(verified.error == "")
  }
}

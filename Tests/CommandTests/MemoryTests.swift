import Foundation
import TestSupport
import Testing

@Suite struct MemoryTests {
  @Test("Two workers hold less than 400 MB, and each further one less than 60 MB")
  func workers() throws {
    // Memory is looked at twenty times a second, which is seldom for a run over a dozen images.
    let folder = try Painted.folder(copies: 60)
    let few = try MeasuredRun("align-dataset raw out2 -q -j 2", in: folder)
    let many = try MeasuredRun("align-dataset raw out6 -q -j 6", in: folder)
    #expect(few.process.status == 0 && many.process.status == 0)
    // The landmark model alone has 66 MB.
    #expect((60_000_000..<400_000_000).contains(few.peakBytes))
    #expect(many.peakBytes < few.peakBytes + 4 * 60_000_000)
  }
}

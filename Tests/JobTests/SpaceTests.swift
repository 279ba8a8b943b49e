import Align
import Foundation
import TestSupport
import Testing

@testable import Job

@Suite("The space that a run may need")
struct SpaceTests {
  @Test("is that of each new face twice, and of each face that is there once")
  func estimate() {
    let face = 3 * 96 * 96
    func needed(_ found: Int, _ pending: Int, _ stored: Int) -> Int {
      SpaceEstimate(found: found, pending: pending, stored: stored, faceBytes: face, free: 0).needed
    }
    let (none, new, old) = (needed(0, 0, 0), needed(1000, 1000, 0), needed(1000, 0, 1000))
    #expect((2000 * face...2400 * face).contains(new - none))
    #expect((1000 * face...1200 * face).contains(old - none))
  }

  @Test("has room for the log beside a catalog that is longer")
  func log() {
    let (faces, face) = (3000, 3 * 96 * 96)
    let estimate = SpaceEstimate(
      found: faces, pending: faces, stored: 0, faceBytes: face, free: 0)
    #expect(estimate.needed > 2 * faces * face + (128 << 20))
  }

  @Test("is not less than what a run takes, nor much more")
  func measured() throws {
    let painted = try PaintedDataset.shared.get()
    let counts = painted.summary.counts
    let size = 512
    let estimate = SpaceEstimate(
      found: counts.found, pending: counts.kept, stored: 0, faceBytes: 3 * size * size, free: 0)
    let folder = try TemporaryFolder()
    var most = 0
    let settings = AlignSettings(warp: FaceWarp(size: size))
    let run = TestRun(align: settings) { event in
      guard case .sharding(let faces, let total) = event, faces == total else { return }
      most = max(most, (try? Self.size(of: folder("out"))) ?? .max)
    }
    try run(painted.raw, to: folder("out"))
    #expect((estimate.needed / 2...estimate.needed).contains(most))
  }

  private static func size(of folder: String) throws -> Int {
    try FileManager.default.subpathsOfDirectory(atPath: folder).reduce(0) { sum, name in
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      return sum + ((attributes[.size] as? Int) ?? 0)
    }
  }

  @Test(
    "is told in units that people read",
    arguments: [
      (0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (1001, "1.1 kB"), (99_900, "99.9 kB"),
      (99_901, "100 kB"), (123_456_789, "124 MB"), (5_200_000_000, "5.2 GB"),
      (7_000_000_000_000_000, "7000 TB"),
    ])
  func words(bytes: Int, text: String) {
    #expect(JobError.size(bytes) == text)
  }

  @Test("is told with what there is, and what to do")
  func refused() {
    let estimate = SpaceEstimate(
      found: 1, pending: 1_000_000, stored: 0, faceBytes: 27_648, free: 1_000_000_000)
    #expect(
      JobError.space(output: "out", estimate).description
        == "out: the run may need 59.6 GB and the disk has 1.0 GB left; free some space, name a"
        + " folder on another disk, or add --no-space-check if you know that it is enough")
  }
}

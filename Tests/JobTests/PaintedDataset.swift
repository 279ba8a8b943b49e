import Foundation
import Sample
import TestSupport

@testable import Job

/// A painted tree with flaws and the dataset made of it, for the tests that only look.
struct PaintedDataset: Sendable {
  let folder: TemporaryFolder
  /// What the tree holds.
  let truth: [SampleImage]
  let summary: JobSummary

  var raw: String { folder("raw") }
  var output: String { folder("aligned") }
  var written: WrittenDataset { WrittenDataset(output) }

  private static let place = Result<TemporaryFolder, any Error> { try TemporaryFolder() }

  /// Made once, with two workers and ten faces a shard; removed when the process ends.
  static let shared = Result<PaintedDataset, any Error> {
    let folder = try place.get()
    atexit { try? FileManager.default.removeItem(atPath: PaintedDataset.place.get().path) }
    let tree = SampleTree(people: 3, images: 3, seed: 3, flaws: true)
    let truth = try tree.write(to: folder("raw"))
    return PaintedDataset(
      folder: folder, truth: truth,
      summary: try TestRun()(folder("raw"), to: folder("aligned")))
  }

  /// A copy of the dataset, to be damaged.
  static func copy(into folder: TemporaryFolder) throws -> String {
    let copy = folder("aligned")
    try FileManager.default.copyItem(atPath: try shared.get().output, toPath: copy)
    return copy
  }
}

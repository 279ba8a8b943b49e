import Align
import Sample
import TestSupport
import Testing

@testable import Job

@Suite("Of a painted tree whose faces and flaws are known")
struct TruthTests {
  private let painted: PaintedDataset

  init() throws {
    painted = try PaintedDataset.shared.get()
  }

  @Test("every file is in exactly one list, and the numbers add up")
  func accounts() throws {
    let dataset = painted.written
    let counts = try dataset.description().counts
    let faces = try dataset.faces()
    let rejected = try dataset.rejected()
    let listed = faces.map(\.path) + rejected.map(\.path)
    #expect(listed.sorted() == painted.truth.map(\.path).sorted())
    #expect(counts.found == painted.truth.count)
    #expect(counts.kept == faces.count && counts.aligned == faces.count)
    #expect(counts.duplicates == 0)
    #expect(counts.found == counts.kept + rejected.count)
    #expect(counts.rejected.values.reduce(0, +) == rejected.count)
    #expect(try dataset.bytes(of: "duplicates.jsonl").isEmpty)
  }

  @Test("each flawed file is rejected for its reason, and no other")
  func reasons() throws {
    var expected: [String: String] = [:]
    for image in painted.truth {
      if case .rejected(let reason) = image.expectation { expected[image.path] = reason }
    }
    #expect(!expected.isEmpty)
    var reasons: [String: String] = [:]
    for line in try painted.written.rejected() {
      reasons[line.path] = line.reason
      #expect(!line.detail.isEmpty && line.source == "raw")
    }
    #expect(reasons == expected)
  }

  @Test("each face is found where it was painted")
  func positions() throws {
    var faces: [String: WrittenDataset.Face] = [:]
    for face in try painted.written.faces() { faces[face.path] = face }
    for image in painted.truth {
      guard let position = image.expectation.position else { continue }
      let face = try #require(faces[image.path])
      #expect(face.identity == image.identity)
      for (found, known) in zip(
        face.landmarks, [position.leftEye, position.rightEye, position.noseBase])
      {
        let apart = SIMD2(found[0], found[1]) - known
        #expect(
          (apart * apart).sum().squareRoot() < 0.2 * position.eyeDistance, "\(image.path)")
      }
    }
  }

  @Test("both faces of a couple are counted if asked for, and one face elsewhere")
  func couples() throws {
    let folder = try TemporaryFolder()
    var run = TestRun()
    run.align = AlignSettings(countsFaces: true)
    try run(painted.raw, to: folder("counted"))
    var faces: [String: Int] = [:]
    for face in try WrittenDataset(folder("counted")).faces() { faces[face.path] = face.faces }
    #expect(try painted.written.faces().allSatisfy { $0.faces == 1 })
    for image in painted.truth {
      switch image.expectation {
      case .twoFaces: #expect(faces[image.path] == 2)
      case .face, .exactCopy: #expect(faces[image.path] == 1, "\(image.path)")
      case .rejected: #expect(faces[image.path] == nil)
      }
    }
  }

  @Test("labels count the people in their folders' order, and rows lie side by side")
  func labels() throws {
    let people = Set(painted.truth.map(\.identity)).sorted()
    let identities = try painted.written.identities()
    #expect(identities.map(\.identity) == people)
    #expect(identities.map(\.label) == Array(0..<people.count))
    let labels = try painted.written.faces().map(\.label)
    for identity in identities {
      let first = try #require(identity.first)
      let rows = first..<first + identity.faces
      #expect(labels[rows].allSatisfy { $0 == identity.label })
    }
    #expect(identities.last.map { ($0.first ?? 0) + $0.faces } == labels.count)
  }

  @Test("shards are full but for the last")
  func shards() throws {
    let train = try #require(try painted.written.description().splits["train"])
    #expect(train.shards.dropLast().allSatisfy { $0.faces == 10 })
    #expect(train.shards.count == (train.faces + 9) / 10)
    #expect(try painted.written.description().splits["val"]?.faces == 0)
  }

  @Test("the summary is what dataset.json says")
  func summary() throws {
    let counts = try painted.written.description().counts
    #expect(painted.summary.counts.found == counts.found)
    #expect(painted.summary.counts.kept == counts.kept)
    #expect(painted.summary.counts.rejected == counts.rejected)
    #expect(painted.summary.counts.identities == counts.identities)
    #expect(
      painted.summary.shards == (try painted.written.description().splits["train"]?.shards.count))
  }

  @Test("nothing of the run's own is left in the folder")
  func clean() throws {
    let shards = try painted.written.description().splits["train"]?.shards ?? []
    let lists = [
      "dataset.json", "identities.jsonl", "rejected.jsonl", "duplicates.jsonl", "excluded.jsonl",
      "pruned.jsonl", "unmatched.jsonl", "report.html",
    ]
    #expect(
      try Set(painted.written.files().keys)
        == Set(lists + shards.flatMap { [$0.tensor, $0.manifest] })
    )
  }
}

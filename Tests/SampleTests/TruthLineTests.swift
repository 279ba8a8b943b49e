import Foundation
import Sample
import TestSupport
import Testing

@Suite("A truth line")
struct TruthLineTests {
  private struct Truth: Decodable, Equatable {
    let path: String
    let identity: String
    let expectation: String
    var landmarks: [[Double]]?
    var of: String?
    var reason: String?
  }

  @Test("is one line of JSON that says what the image's report says, whatever its name")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let written = try SampleTree(people: 2, images: 2, flaws: true).write(to: folder.path)
    var kinds = Set<String>()
    for image in written {
      let line = image.truthLine
      #expect(!line.contains("\n"))
      let truth = try JSONDecoder().decode(Truth.self, from: Data(line.utf8))
      #expect(truth.path == image.path && truth.identity == image.identity)
      kinds.insert(truth.expectation)
      switch image.expectation {
      case .face, .twoFaces: #expect(truth.of == nil && truth.reason == nil)
      case .exactCopy(let original, _): #expect(truth.of == original)
      case .rejected(let reason): #expect(truth.reason == reason)
      }
      #expect((truth.landmarks == nil) == (image.expectation.position == nil))
      guard let position = image.expectation.position, let points = truth.landmarks
      else { continue }
      for (point, known) in zip(points, [position.leftEye, position.rightEye, position.noseBase]) {
        #expect(abs(point[0] - known.x) <= 0.00501 && abs(point[1] - known.y) <= 0.00501)
      }
    }
    #expect(kinds == ["face", "two_faces", "exact_copy", "rejected"])
  }
}

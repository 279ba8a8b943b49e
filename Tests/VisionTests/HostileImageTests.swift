import Align
import ImageFixtures
import TestSupport
import Testing

@Suite("A hostile image")
struct HostileImageTests {
  /// Kinds that a decoder may be given: what is too large is refused before.
  private static let kinds = (HostileKind.jpegs + HostileKind.pngs).filter {
    $0.expectation != .rejected("too_large")
  }

  private func images(of kind: HostileKind) throws -> [[UInt8]] {
    try (0..<6).compactMap { try kind.bytes($0) }
  }

  @Test("is decoded, or refused for the right reason", arguments: kinds)
  func reason(kind: HostileKind) throws {
    let decoder = ImageDecoder()
    for (i, image) in try images(of: kind).enumerated() {
      switch Result(catching: { () throws(Rejection) in try decoder.decode(image) }) {
      case .success: #expect(kind.expectation == .rejected("no_face"), "the \(i)th")
      case .failure(let rejection):
        #expect(kind.expectation == .rejected(rejection.reason), "the \(i)th: \(rejection)")
      }
    }
  }

  /// Kinds that OpenCV 5 decodes and that are refused here: docs/architecture.md tells why.
  private static let others: Set = [
    "JPEG of 600 scans", "PNG with a wrong checksum of its end",
    "PNG of colours with two palettes",
  ]

  @Test(
    "is decoded where imread decodes it, and refused where it refuses",
    .enabled(if: Python.withOpenCV5 != nil, "\(Python.openCV5Absence)"))
  func imread() throws {
    let python = try #require(Python.withOpenCV5)
    // imread takes as much memory as a chunk claims.
    let kinds = Self.kinds.filter { $0.description != "PNG of an endless chunk" }
    let images = try kinds.map(images)
    let decoded = try Imread.images(images.flatMap(\.self), with: python)
    #expect(decoded.count == images.joined().count)
    var rest = decoded[...]
    var others: Set<String> = []
    for (kind, images) in zip(kinds, images) {
      let isAccepted = rest.prefix(images.count).map { $0 != nil }
      rest = rest.dropFirst(images.count)
      let isExpected = kind.expectation == .rejected("no_face")
      if isAccepted.contains(!isExpected) { others.insert(kind.description) }
    }
    #expect(others == Self.others)
  }
}

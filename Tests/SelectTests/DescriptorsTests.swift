import Select
import Testing

@Suite("Descriptors")
struct DescriptorsTests {
  private func descriptors(_ rows: [Int8]...) -> Descriptors {
    let padded = rows.map { $0 + [Int8](repeating: 0, count: Descriptors.dimension - $0.count) }
    return Vectors(rows: padded).descriptors
  }

  @Test("are of one length", arguments: [0, 1, 287, 289, 576])
  func length(count: Int) {
    var descriptors = Descriptors()
    let isAdded = descriptors.append([UInt8](repeating: 1, count: count))
    #expect(!isAdded && descriptors.count == 0)
    let isSecondAdded = descriptors.append([UInt8](repeating: 1, count: Descriptors.dimension))
    #expect(isSecondAdded && descriptors.count == 1)
  }

  @Test("are as similar as the cosine of their angle")
  func cosine() {
    let descriptors = descriptors([3, 4], [4, 3], [-3, -4], [0, 0, 7], [])
    #expect(descriptors.similarity(0, 0) == 1)
    #expect(descriptors.similarity(0, 1) == 24.0 / 25)
    #expect(descriptors.similarity(1, 0) == 24.0 / 25)
    #expect(descriptors.similarity(0, 2) == 0)
    #expect(descriptors.similarity(0, 3) == 0)
    #expect(descriptors.similarity(0, 4) == 0)
    #expect(descriptors.similarity(4, 4) == 0)
  }

  @Test("may hold any bytes")
  func extremes() {
    let rows: [[Int8]] = [.min, .max, -1].map { .init(repeating: $0, count: Descriptors.dimension) }
    let descriptors = Vectors(rows: rows).descriptors
    #expect(descriptors.similarity(0, 0) == 1)
    #expect(descriptors.similarity(0, 1) == 0)
    #expect(descriptors.similarity(0, 2) == 1)
    #expect(Components(of: descriptors).least == [0, 1, 0])
  }

  @Test("are near from a cosine of 0.94 on, and not just below")
  func edge() {
    // 47 * 50 / (50 * 50), of which the length of the third is a little more.
    let descriptors = descriptors([50], [47, 17, 1, 1], [47, 17, 1, 1, 1])
    #expect(Descriptors.threshold == 0.94)
    #expect(descriptors.areNear(0, 1))
    #expect(!descriptors.areNear(0, 2))
    var found: [[Int]] = []
    descriptors.forEachNearPair(among: [0, 1]) { one, other in
      found.append([one, other])
      return true
    }
    descriptors.forEachNearPair(among: [0, 2]) { one, other in
      found.append([one, other])
      return true
    }
    #expect(found == [[0, 1]])
  }
}

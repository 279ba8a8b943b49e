import TestSupport
import Testing

@testable import Job

@Suite("The smallest of many")
struct SmallestTests {
  @Test(
    "are those that a sort puts first, the first of equal ones", arguments: [0, 1, 7, 60, 5000])
  func asSorted(limit: Int) {
    var random = SeededRandom(4)
    let keys = (0..<3000).map { _ in Double(Int.random(in: 0..<200, using: &random)) }
    var smallest = Smallest<Int>(limit)
    for (index, key) in keys.enumerated() { smallest.add(key, index) }
    let sorted = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    #expect(smallest.elements == Array(sorted.prefix(limit)))
  }
}

import Select
import Testing
import TestSupport

@Suite("The search for near-duplicates")
struct NearPairTests {
  private static let vectors = Vectors.clustered(2500, seed: 7)

  private func identical(_ count: Int) -> Descriptors {
    Vectors(rows: .init(repeating: Self.vectors.rows[0], count: count)).descriptors
  }

  @Test("joins what comparing all pairs joins")
  func allPairs() {
    let expected = Self.vectors.components()
    #expect(expected.count < Self.vectors.rows.count * 3 / 4)
    #expect(expected.count > 300)
    #expect(Components(of: Self.vectors.descriptors) == expected)
    #expect(Components(of: Self.vectors.descriptors, by: .exhaustive) == expected)
  }

  @Test("joins the same with bands of every width")
  func widths() {
    let expected = Self.vectors.components()
    for method in NearPairMethod.eachWidth {
      #expect(Components(of: Self.vectors.descriptors, by: method) == expected)
    }
  }

  @Test("finds the same pairs in the same order with every instruction set")
  func instructionSets() {
    let descriptors = Self.vectors.descriptors
    let pairs = NearPairMethod.eachTarget.map { method in
      var pairs: [[Int]] = []
      descriptors.forEachNearPair(among: Array(0..<descriptors.count), by: method) { one, other in
        pairs.append([one, other])
        return (one + other) % 3 == 0
      }
      return pairs
    }
    #expect(!pairs.isEmpty)
    #expect(Set(pairs).count == 1)
    #expect(pairs.first?.isEmpty == false)
  }

  @Test("joins the same in any order")
  func order() {
    let expected = Components(of: Self.vectors.descriptors)
    var random = SeededRandom(3)
    let places = Array(Self.vectors.rows.indices).shuffled(using: &random)
    let shuffled = Vectors(rows: places.map { Self.vectors.rows[$0] }).descriptors
    #expect(Components(of: shuffled).moved(from: places) == expected)
  }

  @Test("joins no pair that is refused, and still joins what others join")
  func refused() {
    let isAllowed = { (one: Int, other: Int) in (one ^ other) & 1 == 0 || (one + other) % 7 == 0 }
    let expected = Self.vectors.components(joining: isAllowed)
    #expect(expected != Self.vectors.components())
    #expect(Components(of: Self.vectors.descriptors, joining: isAllowed) == expected)
  }

  @Test("gives each pair once, the lesser index first, near, and among those asked for")
  func pairs() {
    let descriptors = Self.vectors.descriptors
    let asked = stride(from: 1, to: descriptors.count, by: 2).reversed()
    var pairs: [[Int]] = []
    descriptors.forEachNearPair(among: Array(asked)) { one, other in
      pairs.append([one, other])
      return false
    }
    #expect(pairs.count > 300)
    #expect(Set(pairs).count == pairs.count)
    #expect(pairs.allSatisfy { $0[0] < $0[1] && $0.allSatisfy { $0 % 2 == 1 } })
    #expect(pairs.allSatisfy { descriptors.areNear($0[0], $0[1]) })
  }

  @Test("takes no part of flat faces")
  func flat() {
    let flat = [Int8](repeating: 0, count: Descriptors.dimension)
    let face = Self.vectors.rows[0]
    let components = Components(of: Vectors(rows: [flat, face, flat, face, flat]).descriptors)
    #expect(components.least == [0, 1, 2, 1, 4])
  }

  @Test("finds nothing among none or one")
  func few() {
    var calls = 0
    for indices in [[], [0]] {
      identical(2).forEachNearPair(among: indices) { _, _ in
        calls += 1
        return true
      }
    }
    Descriptors().forEachNearPair(among: []) { _, _ in
      calls += 1
      return true
    }
    #expect(calls == 0)
    #expect(Components(of: identical(2)).least == [0, 0])
  }

  @Test("asks about 10,000 copies of one face once a copy")
  func copies() {
    var calls = 0
    identical(10_000).forEachNearPair(among: Array(0..<10_000)) { _, _ in
      calls += 1
      return true
    }
    #expect(calls == 9_999)
  }

  @Test("joins the copies of one face where nearly all are of it")
  func oneFace() {
    var random = SeededRandom(11)
    let face = Self.vectors.rows[0]
    let copies = (0..<3000).map { _ in
      face.map { $0 / 2 + Int8.random(in: -12...12, using: &random) }
    }
    let vectors = Vectors(rows: copies + Self.vectors.rows.suffix(200))
    let joined = Components(of: vectors.descriptors).least
    #expect(joined.prefix(3000).allSatisfy { $0 == 0 })
    #expect(joined.suffix(200).allSatisfy { $0 >= 3000 })
  }

  @Test("ends when it is cancelled")
  func cancelled() {
    var calls = 0
    identical(3000).forEachNearPair(
      among: Array(0..<3000), isCancelled: { true },
      { _, _ in
        calls += 1
        return false
      })
    #expect(calls == 0)
    identical(3000).forEachNearPair(
      among: Array(0..<3000), isCancelled: { calls > 1000 },
      { _, _ in
        calls += 1
        return false
      })
    #expect(calls > 1000 && calls < 100_000)
  }
}

import Testing

@testable import Sample

@Suite("SplitMix64")
struct SplitMix64Tests {
  @Test("gives the numbers that the published splitmix64.c gives for 1234567")
  func reference() {
    var random = SplitMix64(seed: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
    ]
    #expect((0..<3).map { _ in random.next() } == expected)
  }

  @Test("gives other numbers for another key")
  func keys() {
    var numbers = Set<UInt64>()
    for key: UInt64 in 0..<100 {
      var one = SplitMix64(seed: 1, keys: key)
      var other = SplitMix64(seed: 1, keys: key, 0)
      numbers.formUnion([one.next(), other.next()])
    }
    #expect(numbers.count == 200)
  }
}

import Testing

@testable import Job

@Suite("Ranges that values are counted in")
struct BinScaleTests {
  private static let scales: [BinScale] = [
    .linear(0, 0.1, 36), .linear(-40, 2, 40), .geometric(20, 1.2, 32), .geometric(4, 1.25, 34),
    .edges([1, 2, 3, 4, 5, 7, 10, 1000]),
  ]

  @Test("hold every value once, and say so", arguments: scales.indices)
  func bins(index: Int) {
    let scale = Self.scales[index]
    let finder = BinScale.Finder(scale)
    #expect(finder.bin(of: -1e9) == 0 && finder.bin(of: 1e9) == scale.bins - 1)
    var last = 0
    for value in stride(from: -50.0, to: 2000, by: 0.25) {
      let bin = finder.bin(of: value)
      #expect(bin == last || bin > last)
      last = bin
    }
    let words = (0..<scale.bins).map { scale.words(of: $0, unit: " u") }
    #expect(Set(words).count == scale.bins)
    #expect(words.last?.hasSuffix("and more") == true)
  }

  @Test("of whole numbers are told by their ends")
  func words() {
    let scale = BinScale.edges([1, 2, 3, 5, 10])
    let words = (0..<5).map { scale.words(of: $0, unit: "") }
    #expect(words == ["1", "2", "3 to 4", "5 to 9", "10 and more"])
    let finder = BinScale.Finder(scale)
    #expect([1, 2, 3, 4, 5, 9, 10, 11].map { finder.bin(of: $0) } == [0, 1, 2, 2, 3, 3, 4, 4])
  }

  @Test("are drawn with some beside those that have values, and never as one board")
  func shown() {
    let scale = BinScale.linear(0, 0.1, 36)
    #expect(scale.shown([]) == 0..<36)
    #expect(scale.shown([10]) == 9..<17)
    #expect(scale.shown([3, 20]) == 2..<22)
    #expect(scale.shown([35]) == 34..<36)
    #expect(BinScale.edges(Array(1...20)).shown([12]) == 0..<14)
  }
}

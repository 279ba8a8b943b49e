import TestSupport
import Testing

@testable import Shard

@Suite("Mean and deviation")
struct ChannelStatisticsTests {
  @Test("are nothing without pixels")
  func empty() {
    #expect(ChannelStatistics().mean == nil && ChannelStatistics().deviation == nil)
  }

  @Test("of one colour are that colour and zero")
  func constant() {
    var statistics = ChannelStatistics()
    for _ in 0..<1000 { statistics.add([255, 0, 77]) }
    #expect(statistics.mean == [255, 0, 77])
    #expect(statistics.deviation == [0, 0, 0])
  }

  @Test("do not depend on the order or the grouping of pixels")
  func order() {
    var (once, apart) = (ChannelStatistics(), ChannelStatistics())
    once.add([1, 2, 3, 200, 100, 50])
    apart.add([200, 100, 50])
    apart.add([1, 2, 3])
    #expect(once == apart)
  }

  /// Levels as they might be in `pixels` pixels.
  private func statistics(pixels: Int) -> ChannelStatistics {
    var statistics = ChannelStatistics()
    for channel in 0..<3 {
      let weights = (0..<256).map { ($0 * (7 + channel)) % 251 + 1 }
      let share = pixels / weights.reduce(0, +)
      for level in 0..<256 { statistics.counts[256 * channel + level] = weights[level] * share }
      let rest = pixels - statistics.counts[256 * channel..<256 * (channel + 1)].reduce(0, +)
      statistics.counts[256 * channel + 255] += rest
    }
    return statistics
  }

  @Test(
    "are exact to the last bit of the mean, and nearly of the deviation, however many pixels",
    arguments: [1, 1000, 96 * 96 * 100_000, 500_000 * 512 * 512])
  func exact(pixels: Int) throws {
    let script = """
      import sys
      from decimal import Decimal, getcontext
      from fractions import Fraction
      getcontext().prec = 60
      counts = eval(sys.argv[1])
      for channel in (counts[:256], counts[256:512], counts[512:]):
        n = sum(channel)
        mean = Fraction(sum(i * c for i, c in enumerate(channel)), n)
        square = Fraction(sum(i * i * c for i, c in enumerate(channel)), n) - mean ** 2
        deviation = (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
        print(float(mean), float(deviation))
      """
    let statistics = statistics(pixels: pixels)
    let lines = try Python.system.output(of: script, ["\(statistics.counts)"]).split(
      separator: "\n")
    let expected = lines.map { $0.split(separator: " ").compactMap { Double($0) } }
    let (mean, deviation) = (try #require(statistics.mean), try #require(statistics.deviation))
    for channel in 0..<3 {
      #expect(mean[channel] == expected[channel][0])
      #expect(abs(deviation[channel] - expected[channel][1]) <= 2 * expected[channel][1].ulp)
    }
  }
}

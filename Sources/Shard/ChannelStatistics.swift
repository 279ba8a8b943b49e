/// The mean and deviation of each of three interleaved channels, exact: from counts of all levels.
public struct ChannelStatistics: Equatable, Sendable {
  /// How many pixels have each level: 256 counts of red, then of green, then of blue.
  var counts = [Int](repeating: 0, count: 3 * 256)

  /// Starts without pixels.
  public init() {}

  /// Adds pixels.
  ///
  /// - Precondition: The bytes are whole pixels, three channels each.
  public mutating func add(_ rgb: [UInt8]) {
    precondition(rgb.count % 3 == 0, "a pixel has three channels")
    counts.withUnsafeMutableBufferPointer { counts in
      rgb.withUnsafeBufferPointer { rgb in
        for at in stride(from: 0, to: rgb.count, by: 3) {
          counts[Int(rgb[at])] += 1
          counts[256 + Int(rgb[at + 1])] += 1
          counts[512 + Int(rgb[at + 2])] += 1
        }
      }
    }
  }

  /// The mean of red, green and blue, in levels of 0 to 255; nil without pixels.
  public var mean: [Double]? { perChannel { count, sum, _ in Double(sum) / Double(count) } }

  /// The deviation of red, green and blue, in levels, over all pixels (divided by their number, as
  /// numpy.std does by default); nil without pixels.
  public var deviation: [Double]? {
    perChannel { count, sum, sumOfSquares in
      // In integers until the last step: the difference of two large near-equal numbers.
      let numerator = UInt128(count) * UInt128(sumOfSquares) - UInt128(sum) * UInt128(sum)
      return (Double(numerator) / (Double(count) * Double(count))).squareRoot()
    }
  }

  private func perChannel(_ value: (Int, Int, Int) -> Double) -> [Double]? {
    let count = counts[..<256].reduce(0, +)
    guard count > 0 else { return nil }
    return (0..<3).map { channel in
      let levels = counts[256 * channel..<256 * (channel + 1)]
      let sum = zip(0..., levels).reduce(0) { $0 + $1.0 * $1.1 }
      let sumOfSquares = zip(0..., levels).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
      return value(count, sum, sumOfSquares)
    }
  }
}

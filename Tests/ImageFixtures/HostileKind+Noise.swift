import TestSupport

extension HostileKind {
  /// Random bytes, the same for the same seed.
  static func noise(_ count: Int, _ seed: Int) -> [UInt8] {
    var random = SeededRandom(UInt64(seed))
    return (0..<count).map { _ in .random(in: 0...255, using: &random) }
  }

  /// A place between two others, as far as it goes evenly over the first kinds' numbers.
  static func place(_ index: Int, in range: Range<Int>) -> Int {
    range.lowerBound + (index * 977 + 331) % range.count
  }
}

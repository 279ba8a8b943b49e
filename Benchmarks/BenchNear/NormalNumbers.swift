import Foundation
import TestSupport

/// Normally distributed numbers, the same for the same seed: Box and Muller, 1958.
struct NormalNumbers {
  private var random: SeededRandom
  private var spare: Float?

  init(seed: UInt64) { random = SeededRandom(seed) }

  mutating func next() -> Float {
    if let number = spare {
      spare = nil
      return number
    }
    let radius = (-2 * log(1 - uniform())).squareRoot()
    let angle = 2 * Float.pi * uniform()
    spare = radius * sin(angle)
    return radius * cos(angle)
  }

  /// From 0 to below 1.
  mutating func uniform() -> Float { Float(random.next() >> 40) / Float(1 << 24) }

  mutating func index(below bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
}

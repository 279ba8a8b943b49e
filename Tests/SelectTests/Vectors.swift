import Foundation
import Select
import TestSupport

/// Descriptors as rows of numbers, and what plain code says of them.
struct Vectors {
  var rows: [[Int8]]

  /// Faces near each other, nearly near, or not at all: copies with noise of every strength.
  static func clustered(_ count: Int, seed: UInt64) -> Vectors {
    var random = SeededRandom(seed)
    var rows: [[Int8]] = []
    while rows.count < count {
      let face = (0..<Descriptors.dimension).map { _ in 60 * normal(&random) }
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let noise = 60 * Double.random(in: 0...0.5, using: &random)
        rows.append(
          face.map { Int8(max(-120, min(120, ($0 + noise * normal(&random)).rounded()))) })
      }
    }
    return Vectors(rows: Array(rows.prefix(count)))
  }

  /// One after the other, as Select holds them.
  var descriptors: Descriptors {
    var descriptors = Descriptors()
    for row in rows { _ = descriptors.append(row.map { UInt8(bitPattern: $0) }) }
    return descriptors
  }

  /// Every near pair that is allowed, and what it joins.
  func components(joining isAllowed: (Int, Int) -> Bool = { _, _ in true }) -> Components {
    var components = Components(count: rows.count)
    let norms = rows.map { Self.dot($0, $0) }
    for other in rows.indices {
      for one in 0..<other {
        let dot = Self.dot(rows[one], rows[other])
        guard dot > 0, dot * dot * 2500 >= 2209 * norms[one] * norms[other] else { continue }
        if isAllowed(one, other) { components.join(one, other) }
      }
    }
    return components
  }

  static func dot(_ one: [Int8], _ other: [Int8]) -> Int {
    one.withUnsafeBufferPointer { one in
      other.withUnsafeBufferPointer { other in
        one.indices.reduce(0) { $0 + Int(one[$1]) * Int(other[$1]) }
      }
    }
  }

  /// About normal: the sum of twelve even ones.
  private static func normal(_ random: inout SeededRandom) -> Double {
    (0..<12).reduce(-6) { sum, _ in sum + Double(random.next() >> 11) / Double(1 << 53) }
  }
}

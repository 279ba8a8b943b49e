import Foundation
import TestSupport

/// Draws descriptors that are spread as those of real faces.
///
/// A face is a Gaussian image of 14 x 14 cells, whose frequencies have the means and the deviations
/// of 4,484 different faces, and whose gradients are made into a descriptor. Frequencies of real faces
/// hang together, by pose, light and sex; what that does to a search is kept by a dozen directions
/// in which many vary at once, as widely as it takes for as many pairs to be alike. Compared:
///
///                                                     real faces     drawn here
///     cosine of two different faces                  0.29 ± 0.19    0.22 ± 0.17
///     differing bits of 256                           128 ± 12.4     128 ± 14
///     pairs that agree in a band of 16 bits                2.4 %         2.0 %
struct FaceModel {
  /// The edge of the image, in cells.
  private static let edge = 14
  private static let inner = edge - 2
  private static let cells = edge * edge

  /// The means of the lowest frequencies: eight down, and the even ones of nine across, since faces
  /// are symmetric.
  private static let means: [[Float]] = [
    [0, -0.1, 1.0, -0.8, 0.8], [-1.0, -1.7, -1.3, -2.1, -0.5], [-2.6, -0.9, 2.8, 0.5, -0.3],
    [-1.8, -0.6, 0.6, -0.7, 0.2], [-0.8, 0.1, -0.4, -0.2, 0], [1.3, -1.1, -0.6, 0, 0.4],
    [0.4, -0.3, -0.1, -0.5, 0.2], [0.5, -0.4, -0.7, 0.4, 0],
  ]
  /// The deviations by radius, from 1 on: of frequencies that are even across, and of odd ones.
  private static let deviations: [[Float]] = [
    [
      3.76, 3.15, 1.8, 1.91, 1.13, 1.25, 0.91, 0.8, 0.6, 0.59, 0.47, 0.42, 0.36, 0.29, 0.25, 0.21,
      0.2, 0.19,
    ],
    [
      3.18, 1.06, 1.48, 0.66, 0.77, 0.46, 0.68, 0.42, 0.42, 0.29, 0.31, 0.22, 0.2, 0.18, 0.15, 0.14,
      0.12, 0.12,
    ],
  ]
  /// The variances along the directions in which many frequencies vary at once, where that of one
  /// frequency is about 1.
  private static let modes: [Float] = [
    22.3, 16.5, 15.3, 14.1, 12.4, 11.6, 10.2, 9, 7.4, 6.9, 6.1, 5.8,
  ]
  /// The deciles of the cosine between a photograph and a copy of it that is found, of 7,816 pairs:
  /// recompressed, resized, cropped, stamped, with other colours.
  private static let copyCosines: [Float] = [
    0.94, 0.9676, 0.9773, 0.9833, 0.9876, 0.9907, 0.9931, 0.995, 0.9971, 0.9998, 1,
  ]

  private let mean: [Float]
  private let deviation: [Float]
  private let noise: [Float]
  private let directions: [[Float]]
  private let basis: [Float]
  private var random: NormalNumbers

  init(seed: UInt64) {
    var random = NormalNumbers(seed: seed)
    let frequencies = (0..<Self.cells).map { (down: $0 / Self.edge, across: $0 % Self.edge) }
    mean = frequencies.map { down, across in
      down < 8 && across < 9 && across % 2 == 0 ? Self.means[down][across / 2] : 0
    }
    let radii = frequencies.map { Float($0.down * $0.down + $0.across * $0.across).squareRoot() }
    let spread = zip(frequencies, radii).map { frequency, radius in
      radius == 0 ? 0 : Self.deviations[frequency.across % 2][Int(radius.rounded()) - 1]
    }
    // What differs in copies: a little less of each higher frequency.
    noise = radii.map { $0 == 0 ? 0 : exp(-$0 / 14.5) }
    directions = Self.modes.map { variance in
      let direction = (0..<Self.cells).map { _ in random.next() }
      let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return direction.map { $0 * variance.squareRoot() / length }
    }
    let shared = directions
    deviation = spread.indices.map { cell in
      spread[cell] / shared.reduce(Self.ownVariance) { $0 + $1[cell] * $1[cell] }.squareRoot()
    }
    basis = Self.cosines()
    self.random = random
  }

  /// The variance of a frequency that it does not share.
  private static let ownVariance: Float = 0.6

  /// The image of another face.
  mutating func face() -> [Float] {
    var numbers = (0..<Self.cells).map { _ in Self.ownVariance.squareRoot() * random.next() }
    for direction in directions {
      let amount = random.next()
      for cell in numbers.indices { numbers[cell] += amount * direction[cell] }
    }
    for cell in numbers.indices { numbers[cell] = mean[cell] + deviation[cell] * numbers[cell] }
    return image(of: numbers)
  }

  /// The descriptor of a copy of a face, as unlike it as copies are.
  mutating func copy(of face: [Float]) -> [Int8] {
    let wanted = copyCosine()
    let difference = image(of: noise.map { $0 * random.next() })
    let original = Self.descriptor(of: face)
    var (least, most): (Float, Float) = (0, 4)
    var copy = original
    for _ in 0..<12 {
      let amount = (least + most) / 2
      copy = Self.descriptor(of: zip(face, difference).map { $0 + amount * $1 })
      if Self.cosine(original, copy) > wanted { least = amount } else { most = amount }
    }
    return copy
  }

  /// Whole numbers from 0 on, below a bound.
  mutating func index(below bound: Int) -> Int { random.index(below: bound) }

  private mutating func copyCosine() -> Float {
    let place = random.uniform() * Float(Self.copyCosines.count - 1)
    let decile = min(Int(place), Self.copyCosines.count - 2)
    let (low, high) = (Self.copyCosines[decile], Self.copyCosines[decile + 1])
    return low + (high - low) * (place - Float(decile))
  }

  /// Central differences of the cells, less their mean, with a deviation of 80 before they are cut
  /// off at 120.
  static func descriptor(of image: [Float]) -> [Int8] {
    var gradients: [Float] = []
    gradients.reserveCapacity(2 * inner * inner)
    for step in [1, edge] {
      for cell in 0..<inner * inner {
        let centre = (cell / inner + 1) * edge + cell % inner + 1
        gradients.append(image[centre + step] - image[centre - step])
      }
    }
    let mean = gradients.reduce(0, +) / Float(gradients.count)
    let squares = gradients.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let scale = 80 / (squares / Float(gradients.count)).squareRoot()
    return gradients.map { Int8(max(-120, min(120, ((($0 - mean) * scale).rounded())))) }
  }

  private static func cosine(_ one: [Int8], _ other: [Int8]) -> Float {
    var (dot, first, second) = (0, 0, 0)
    for (a, b) in zip(one, other) {
      dot += Int(a) * Int(b)
      first += Int(a) * Int(a)
      second += Int(b) * Int(b)
    }
    return Float(dot) / (Float(first) * Float(second)).squareRoot()
  }

  /// The inverse of the orthonormal type-II DCT.
  private func image(of frequencies: [Float]) -> [Float] {
    transposedProduct(transposedProduct(frequencies))
  }

  /// The transpose of the inverse transform of each column.
  private func transposedProduct(_ matrix: [Float]) -> [Float] {
    let edge = Self.edge
    return [Float](unsafeUninitializedCapacity: Self.cells) { out, count in
      for column in 0..<edge {
        for place in 0..<edge {
          var sum: Float = 0
          for frequency in 0..<edge {
            sum += basis[place * edge + frequency] * matrix[frequency * edge + column]
          }
          out[column * edge + place] = sum
        }
      }
      count = Self.cells
    }
  }

  private static func cosines() -> [Float] {
    (0..<cells).map { cell in
      let (place, frequency) = (cell / edge, cell % edge)
      let scale = (frequency == 0 ? 1 : 2) / Float(edge)
      return scale.squareRoot()
        * cos(Float.pi * (Float(place) + 0.5) * Float(frequency) / Float(edge))
    }
  }
}

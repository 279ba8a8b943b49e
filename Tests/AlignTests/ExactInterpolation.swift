import Align

/// Bilinear interpolation of an affine transform's result in double precision, black outside: what
/// warpAffine approximates, straight from its definition.
struct ExactInterpolation {
  private let image: PixelImage
  /// The place in the image as a linear function of the place in the result: `x = a u + b v + c`.
  private let x: [Double]
  private let y: [Double]

  init(of transform: RandomTransform) {
    image = transform.image
    let size = Float(transform.size)
    let targets = transform.anchors.anchors.map { (Double(size * $0.x), Double(size * $0.y)) }
    let points = transform.anchors.points(of: transform.landmarks)
    x = Self.plane(targets, points.map { Double($0.x) })
    y = Self.plane(targets, points.map { Double($0.y) })
  }

  /// The plane through three values, by Cramer's rule.
  private static func plane(_ at: [(u: Double, v: Double)], _ value: [Double]) -> [Double] {
    let (u1, v1) = (at[1].u - at[0].u, at[1].v - at[0].v)
    let (u2, v2) = (at[2].u - at[0].u, at[2].v - at[0].v)
    let (d1, d2) = (value[1] - value[0], value[2] - value[0])
    let determinant = u1 * v2 - u2 * v1
    let a = (d1 * v2 - d2 * v1) / determinant
    let b = (u1 * d2 - u2 * d1) / determinant
    return [a, b, value[0] - a * at[0].u - b * at[0].v]
  }

  /// The exact levels of a pixel of the result.
  func levels(column: Int, row: Int) -> [Double] {
    let (u, v) = (Double(column), Double(row))
    let (x, y) = (x[0] * u + x[1] * v + x[2], y[0] * u + y[1] * v + y[2])
    let (left, top) = (x.rounded(.down), y.rounded(.down))
    let (right, below) = (x - left, y - top)
    return (0..<3).map { channel in
      let upper =
        (1 - right) * level(left, top, channel) + right * level(left + 1, top, channel)
      let lower =
        (1 - right) * level(left, top + 1, channel) + right * level(left + 1, top + 1, channel)
      return (1 - below) * upper + below * lower
    }
  }

  private func level(_ x: Double, _ y: Double, _ channel: Int) -> Double {
    guard x >= 0, y >= 0, x < Double(image.width), y < Double(image.height) else { return 0 }
    return Double(image.rgb[3 * (Int(y) * image.width + Int(x)) + channel])
  }
}

/// Smooth random values over the plane: a random number at every whole position, blended between.
struct ValueNoise {
  let seed: UInt64

  /// The value at a position, in `0..<1`.
  ///
  /// It changes over a distance of about one.
  func callAsFunction(_ across: Float, _ along: Float) -> Float {
    // Off the image's axes, along which the grid would show.
    let x = 0.8 * across - 0.6 * along
    let y = 0.6 * across + 0.8 * along
    let column = x.rounded(.down)
    let row = y.rounded(.down)
    let right = smoothstep(x - column)
    let down = smoothstep(y - row)
    let top = blend(corner(column, row), corner(column + 1, row), right)
    let bottom = blend(corner(column, row + 1), corner(column + 1, row + 1), right)
    return blend(top, bottom, down)
  }

  private func corner(_ column: Float, _ row: Float) -> Float {
    let key =
      UInt64(truncatingIfNeeded: Int(column)) &* 0x1_0000_0001
      ^ UInt64(truncatingIfNeeded: Int(row)) &* 0x9E37_79B1
    return Float(SplitMix64.mixed(seed ^ key) >> 40) / Float(1 << 24)
  }

  private func blend(_ from: Float, _ to: Float, _ share: Float) -> Float {
    from + (to - from) * share
  }
}

/// The land up to a ridge, in pixels.
struct Ground: Shape {
  let noise: ValueNoise
  let width: Float
  let height: Float
  /// Where the ridge is at its highest.
  let top: Float
  /// How far it falls from there.
  let relief: Float
  /// Tells one ridge's outline from another's.
  let offset: Float

  func distance(_ x: Float, _ y: Float) -> Float {
    let coarse = noise(x / width * 3 + offset, offset)
    let fine = noise(x / width * 14 + offset, offset + 5)
    return top + relief * (0.85 * coarse + 0.15 * fine) - y
  }

  var bounds: Bounds { Bounds(left: 0, top: top, right: width, bottom: height) }
}

/// What lies between two parabolas that meet in two points: an eye, a lip, a brow, a line.
struct Lens: Shape {
  let u: Float
  let v: Float
  let halfWidth: Float
  /// How far the upper curve rises over the line between the ends.
  let above: Float
  /// How far the lower curve falls below that line.
  let below: Float
  /// How much lower the ends are than the middle.
  var bend: Float = 0
  /// How much lower the right end is than the middle.
  var slope: Float = 0

  func distance(_ u: Float, _ v: Float) -> Float {
    let across = (u - self.u) / halfWidth
    let down = v - self.v - bend * across * across - slope * across
    let open = 1 - across * across
    return max(-above * open - down, down - below * open)
  }

  var bounds: Bounds {
    .around(
      u: u, v: v, halfWidth: halfWidth,
      halfHeight: max(abs(above), abs(below)) + abs(bend) + abs(slope))
  }
}

/// An upright ellipse.
struct Ellipse: Shape {
  let u: Float
  let v: Float
  let halfWidth: Float
  let halfHeight: Float

  init(_ u: Float, _ v: Float, _ halfWidth: Float, _ halfHeight: Float) {
    self.u = u
    self.v = v
    self.halfWidth = halfWidth
    self.halfHeight = halfHeight
  }

  func distance(_ u: Float, _ v: Float) -> Float {
    let across = (u - self.u) / halfWidth
    let down = (v - self.v) / halfHeight
    return ((across * across + down * down).squareRoot() - 1) * min(halfWidth, halfHeight)
  }

  var bounds: Bounds { .around(u: u, v: v, halfWidth: halfWidth, halfHeight: halfHeight) }
}

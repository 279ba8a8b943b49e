/// A rectangle in face coordinates that a shape does not reach out of.
struct Bounds {
  var left: Float
  var top: Float
  var right: Float
  var bottom: Float

  /// The rectangle around a centre.
  static func around(u: Float, v: Float, halfWidth: Float, halfHeight: Float) -> Bounds {
    Bounds(left: u - halfWidth, top: v - halfHeight, right: u + halfWidth, bottom: v + halfHeight)
  }
}

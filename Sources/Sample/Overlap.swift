/// The part of a shape that lies in another.
struct Overlap<Inner: Shape, Limit: Shape>: Shape {
  let shape: Inner
  let limit: Limit

  func distance(_ u: Float, _ v: Float) -> Float {
    max(shape.distance(u, v), limit.distance(u, v))
  }

  var bounds: Bounds { shape.bounds }
}

/// Something with an outline, in face coordinates.
protocol Shape {
  /// About how far a position lies outside of the outline; negative inside.
  func distance(_ u: Float, _ v: Float) -> Float
  /// A rectangle around the shape.
  var bounds: Bounds { get }
}

extension Shape {
  /// The part of this shape that lies in another.
  func within<Other: Shape>(_ other: Other) -> Overlap<Self, Other> {
    Overlap(shape: self, limit: other)
  }
}

import Glibc

extension Landmarks {
  /// The landmarks around the eye on the left of an upright picture, and around that on the right.
  static let eyes = (left: 36...41, right: 42...47)

  /// How the head is turned in the picture's plane: the angle, in degrees from -180 to 180, of the line
  /// from the centre of the one eye to that of the other, each the mean of its six landmarks. 0 is
  /// upright, and more is clockwise.
  public var rotation: Double {
    let (left, right) = (centre(of: Self.eyes.left), centre(of: Self.eyes.right))
    return atan2(right.y - left.y, right.x - left.x) * 180 / .pi
  }

  private func centre(of range: ClosedRange<Int>) -> (x: Double, y: Double) {
    let points = points[range]
    let sum = points.reduce((x: 0, y: 0)) { ($0.x + $1.x, $0.y + $1.y) }
    return (Double(sum.x) / Double(points.count), Double(sum.y) / Double(points.count))
  }
}

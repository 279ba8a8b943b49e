/// A face's bounding box: inclusive pixels of the upright image, as dlib gives them.
///
/// A box may reach past the image's edges.
public struct Box: Hashable, Sendable {
  /// The first column.
  public let left: Int
  /// The first row.
  public let top: Int
  /// The last column.
  public let right: Int
  /// The last row.
  public let bottom: Int

  /// Creates a box from its edges.
  public init(left: Int, top: Int, right: Int, bottom: Int) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }

  /// The number of columns.
  public var width: Int { right - left + 1 }

  /// The number of pixels inside.
  public var area: Int { (right - left + 1) * (bottom - top + 1) }

  /// How much two boxes are the same: the pixels in both over the pixels in either, from 0 to 1.
  public func overlap(with other: Box) -> Double {
    let width = min(right, other.right) - max(left, other.left) + 1
    let height = min(bottom, other.bottom) - max(top, other.top) + 1
    guard width > 0, height > 0 else { return 0 }
    let both = width * height
    return Double(both) / Double(area + other.area - both)
  }

  /// The squared distance of twice its centre from twice a point: so that half pixels stay whole.
  func distance(fromTwice point: (x: Int, y: Int)) -> Int {
    let (x, y) = (left + right - point.x, top + bottom - point.y)
    return x * x + y * y
  }
}

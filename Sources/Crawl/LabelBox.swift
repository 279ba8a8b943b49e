/// Where a row of metadata says that a face is: whole pixels of the upright photograph, all four
/// inclusive. A box may reach over the photograph's edges.
public struct LabelBox: Hashable, Sendable {
  /// The leftmost column of pixels.
  public let left: Int
  /// The topmost row of pixels.
  public let top: Int
  /// The rightmost column of pixels.
  public let right: Int
  /// The lowest row of pixels.
  public let bottom: Int

  /// Creates a box from its edges.
  public init(left: Int, top: Int, right: Int, bottom: Int) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
  }
}

extension LabelBox: Comparable {
  /// Whether the left box comes first by its edges: left, top, right, bottom.
  public static func < (left: LabelBox, right: LabelBox) -> Bool {
    (left.left, left.top, left.right, left.bottom)
      < (right.left, right.top, right.right, right.bottom)
  }
}

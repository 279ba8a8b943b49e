/// The 68 facial landmarks of the iBUG 300-W annotation, in its order, counted from 0.
public struct Landmarks: Hashable, Sendable {
  /// A landmark's place: whole pixels of the upright image. It may lie outside.
  public struct Point: Hashable, Sendable {
    /// Pixels to the right.
    public let x: Int
    /// Pixels down.
    public let y: Int

    /// Creates a point.
    public init(x: Int, y: Int) {
      self.x = x
      self.y = y
    }
  }

  /// How many landmarks a face has.
  public static let count = 68

  /// The landmarks, ``count`` of them.
  public let points: [Point]

  /// Creates landmarks.
  ///
  /// - Precondition: There are ``count`` points.
  public init(_ points: [Point]) {
    precondition(points.count == Self.count, "a face has \(Self.count) landmarks")
    self.points = points
  }
}

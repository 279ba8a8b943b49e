/// A 2 x 3 matrix that takes places x, y, 1 of a photograph to places of an aligned face.
public struct AffineTransform: Equatable, Sendable {
  /// Two rows of three numbers.
  public let rows: [[Double]]

  /// Creates a transform.
  ///
  /// - Precondition: There are two rows of three.
  public init(rows: [[Double]]) {
    precondition(rows.map(\.count) == [3, 3], "the matrix is 2 x 3")
    self.rows = rows
  }

  /// How many pixels of the aligned face a pixel of the photograph becomes along an edge, on average:
  /// the square root of the determinant. More than 1 means that the face is enlarged.
  public var scale: Double {
    abs(rows[0][0] * rows[1][1] - rows[0][1] * rows[1][0]).squareRoot()
  }
}

/// Whose arithmetic cuts the aligned face out.
public enum WarpKind: String, CaseIterable, Sendable {
  /// OpenCV 5's: between exact positions.
  case opencv5
  /// OpenCV 2's to 4's: positions rounded to 1/32 pixel.
  case opencv4
}

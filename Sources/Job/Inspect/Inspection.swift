import Align

/// All that is to be said of one photograph.
public struct Inspection: Sendable {
  /// The file, in the text form of paths.
  public let path: String
  /// How many bytes the file has.
  public let bytes: Int
  /// The SHA-256 of the file; nil if it was not read to its end.
  public let sha256: String?
  /// What alignment sees in it.
  public let examination: Examination
  /// The transform that gave the aligned face; nil without one.
  public let transform: AffineTransform?
  /// The SHA-256 of the aligned face's pixels; nil without one.
  public let pixelsSHA256: String?
  /// What the dataset says of it; nil where none was given.
  public let dataset: DatasetAccount?
}

/// A table in a raw tree with a row for each labelled face, or for each image.
public struct MetadataFile: Equatable, Sendable {
  /// Where it lies below the root. It may be missing.
  public let path: TreePath
  /// How it holds its rows.
  public let table: TableFormat
  /// Which file a row is about.
  public let image: RowTemplate
  /// The column with the person's name, for people to read.
  public let name: Int?
  /// The column that says who it is, where the file's folder does not.
  public let identity: Int?
  /// The column with what tells a face from others of the same file.
  public let face: Int?
  /// The column with the SHA-256 of the right file.
  public let sha256: Int?
  /// The columns that say where the face is.
  public let box: BoxColumns?
}

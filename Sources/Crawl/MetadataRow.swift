/// A row of a raw tree's metadata.
public struct MetadataRow: Hashable, Sendable {
  /// Where it is.
  public let line: Metadata.Line
  /// The path of the file that it is about; `.*` at its end is any extension or none.
  public let image: TreePath
  /// The person's name; nil where the row has none.
  public let name: String?
  /// Who it is, by the row or by the folder of the file; nil where neither says.
  public let identity: TreePath?
  /// What tells the face from others of its file; nil where the row has none.
  public let face: String?
  /// Where the face is; nil where the row does not say.
  public let box: LabelBox?
  /// The SHA-256 of the right file, in lowercase hexadecimal digits; nil where the row has none.
  public let sha256: String?
}

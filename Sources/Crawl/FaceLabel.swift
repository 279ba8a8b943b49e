/// What a row of a raw tree's metadata says of one face.
public struct FaceLabel: Hashable, Sendable {
  /// The row's place in ``Metadata/rows``.
  public let row: Int
  /// What tells the face from others of the same file: the id that the metadata gives, or its
  /// number among them, from 1, where they have no ids that differ; nil where the file has one row
  /// and that has no id.
  public let face: String?
  /// Where the face is; nil where the row does not say.
  public let box: LabelBox?
  /// The SHA-256 of the right file, in lowercase hexadecimal digits; nil where no row says.
  public let sha256: String?
  /// Where the metadata has other faces in the same photograph, in this file or in a file with the
  /// same SHA-256: sorted, each once and without this face's own box.
  public let rivals: [LabelBox]

  /// Creates a label from what a row says.
  public init(row: Int, face: String?, box: LabelBox?, sha256: String?, rivals: [LabelBox]) {
    self.row = row
    self.face = face
    self.box = box
    self.sha256 = sha256
    self.rivals = rivals
  }
}

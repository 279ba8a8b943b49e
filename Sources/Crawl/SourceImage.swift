/// A file of a raw tree that may hold a photograph of somebody.
public struct SourceImage: Hashable, Sendable {
  /// The file's path below the tree's root.
  public let path: TreePath
  /// Who it is: the folder that says so, or what the metadata says.
  public let identity: TreePath
  /// What the metadata says of the face; nil without metadata, or where it has no row of the file.
  /// A file with several labelled faces is a source image for each of them.
  public let label: FaceLabel?

  /// Creates a source image from where it lies, who it is said to show and which face that is.
  public init(path: TreePath, identity: TreePath, label: FaceLabel? = nil) {
    self.path = path
    self.identity = identity
    self.label = label
  }
}

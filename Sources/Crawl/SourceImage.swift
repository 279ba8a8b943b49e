/// A file of a raw tree that may hold a photograph of somebody.
public struct SourceImage: Hashable, Sendable {
  /// The file's path below the tree's root.
  public let path: TreePath
  /// The folder that says who it is.
  public let identity: TreePath

  /// Creates a source image from where it lies and who it is said to show.
  public init(path: TreePath, identity: TreePath) {
    self.path = path
    self.identity = identity
  }
}

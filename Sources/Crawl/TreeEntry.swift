/// One thing found in a raw tree.
public enum TreeEntry: Hashable, Sendable {
  /// A file that belongs to somebody. Whether it holds an image shows when it is read.
  case image(SourceImage)
  /// Something that cannot be a source image, and why.
  case other(TreePath, TreeFault)

  /// Where it lies below the root.
  public var path: TreePath {
    switch self {
    case .image(let image): image.path
    case .other(let path, _): path
    }
  }
}

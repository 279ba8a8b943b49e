import Crawl

extension TreePath: ExpressibleByStringLiteral {
  /// The bytes of a literal.
  public init(stringLiteral text: String) {
    self.init(Array(text.utf8))
  }
}

extension TreeEntry {
  /// An image in its identity's folder.
  static func image(_ path: TreePath, of identity: TreePath) -> TreeEntry {
    .image(SourceImage(path: path, identity: identity))
  }

  /// A file where the layout has no images.
  static func stray(_ path: TreePath) -> TreeEntry {
    .other(path, .outsideLayout(template: "{identity}/**"))
  }
}

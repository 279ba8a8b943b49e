import Align
import Crawl

/// An image that waits for a worker.
struct ImageTask: Equatable, Sendable {
  /// The image's row in the catalog.
  let id: Int
  /// The raw tree's row in the catalog.
  let source: Int
  /// Where it lies in the raw tree.
  let path: TreePath
  /// Which of its faces is taken.
  let rule: FaceRule
  /// The digest that its file must have; nil if any may.
  let sha256: String?

  /// Creates a task; see the properties.
  init(id: Int, source: Int, path: TreePath, rule: FaceRule = .largest, sha256: String? = nil) {
    self.id = id
    self.source = source
    self.path = path
    self.rule = rule
    self.sha256 = sha256
  }
}

import Crawl

/// An image that waits for a worker.
struct ImageTask: Equatable, Sendable {
  /// The image's row in the catalog.
  let id: Int
  /// Where it lies in the raw tree.
  let path: TreePath
}

import Crawl

/// Something found in a raw tree, and what is asked of it if it is an image.
enum DemandedEntry {
  case image(SourceImage, Demand)
  /// What can be no source image; which of the photograph's faces, where metadata has several.
  case other(TreePath, TreeFault, faceID: String = "")

  /// Where it lies below the root.
  var path: TreePath {
    switch self {
    case .image(let image, _): image.path
    case .other(let path, _, _): path
    }
  }

  /// Which of the photograph's faces it is, by its id in the metadata; empty where it has none.
  var faceID: String {
    switch self {
    case .image(let image, _): image.label?.face ?? ""
    case .other(_, _, let faceID): faceID
    }
  }

  /// Whether it comes before a row of the catalog, in the order of paths and ids.
  func precedes(_ row: CatalogImages.Row) -> Bool {
    path == row.path ? faceID.utf8.lexicographicallyPrecedes(row.faceID.utf8) : path < row.path
  }

  /// Whether it is the one that a row of the catalog is of.
  func isSame(as row: CatalogImages.Row) -> Bool {
    path == row.path && faceID.utf8.elementsEqual(row.faceID.utf8)
  }
}

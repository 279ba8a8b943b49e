import Crawl

/// Compares a raw tree as it is now with what a catalog holds of it.
///
/// Both come in the order of the paths' bytes, so that one pass over them is enough and neither has
/// to be in memory.
struct TreeMerge {
  /// What the catalog has to be told.
  enum Change {
    /// Something that it does not have.
    case new(DemandedEntry)
    /// An image that is to be aligned, or to be aligned again.
    case again(id: Int, SourceImage, Demand)
    /// The same image, as a photograph of somebody else, or one of which something else is asked
    /// that its outcome meets as well.
    case moved(id: Int, SourceImage, Demand)
    /// Something that is no image any more, and why.
    case other(id: Int, TreeFault)
    /// Something that is gone.
    case gone(id: Int)
  }

  /// How much of each there is.
  struct Counts: Equatable {
    /// Everything that was found.
    var found = 0
    /// What the catalog holds the outcome of.
    var kept = 0
    /// Images of an earlier run that have changed, or are worth another try.
    var again = 0
    /// What the catalog had and the tree has not.
    var gone = 0

    static func += (counts: inout Counts, other: Counts) {
      counts.found += other.found
      counts.kept += other.kept
      counts.again += other.again
      counts.gone += other.gone
    }
  }

  let source: SourceTree
  let retrial: Retrial
  /// Called often with how much was found.
  let progress: (Int) throws -> Void
  /// How many entries there are between two calls.
  private static let progressInterval = 64

  init(_ source: SourceTree, retrial: Retrial, progress: @escaping (Int) throws -> Void) {
    self.source = source
    self.retrial = retrial
    self.progress = progress
  }

  /// Calls `change` with every difference, in order. It may change the catalog.
  ///
  /// - Parameter id: The tree's row in the catalog.
  /// - Throws: ``JobError/shortage(path:code:)`` where the system gives no more files to walk with.
  func run(_ catalog: Database, source id: Int, _ change: (Change) throws -> Void) throws -> Counts
  {
    var counts = Counts()
    var rows = try CatalogImages(catalog, source: id)
    for entry in source.entries {
      if case .other(let path, let fault, _) = entry, let code = fault.shortage {
        throw JobError.shortage(path: TreePath(source.tree.location(of: path)).text, code: code)
      }
      while let row = try rows.peek(), !entry.precedes(row), !entry.isSame(as: row) {
        rows.skip()
        counts.gone += 1
        try change(.gone(id: row.id))
      }
      counts.found += 1
      if let row = try rows.peek(), entry.isSame(as: row) {
        rows.skip()
        try compare(row, with: entry, &counts, change)
      } else {
        try change(.new(entry))
      }
      if counts.found % Self.progressInterval == 1 { try progress(counts.found) }
    }
    while let row = try rows.peek() {
      rows.skip()
      counts.gone += 1
      try change(.gone(id: row.id))
    }
    return counts
  }

  private func compare(
    _ row: CatalogImages.Row, with entry: DemandedEntry, _ counts: inout Counts,
    _ change: (Change) throws -> Void
  ) throws {
    switch entry {
    case .other(_, let fault, _):
      if row.outcome == "rejected" && row.identity == nil && row.reason == fault.reason
        && row.detail == fault.detail
      {
        counts.kept += 1
      } else {
        try change(.other(id: row.id, fault))
      }
    case .image(let image, let demand):
      let isSame =
        row.identity?.isExactly(image.identity.text) == true && row.demand == demand.text
      if row.outcome == "pending" {
        if !isSame { try change(.moved(id: row.id, image, demand)) }
      } else if holds(row, image, demand) {
        counts.kept += 1
        if !isSame { try change(.moved(id: row.id, image, demand)) }
      } else {
        counts.again += 1
        try change(.again(id: row.id, image, demand))
      }
    }
  }

  /// Whether an image's outcome is still what would come of it.
  private func holds(_ row: CatalogImages.Row, _ image: SourceImage, _ demand: Demand) -> Bool {
    if row.identity == nil || retrial.isDue(row) { return false }
    if row.demand != demand.text && !demand.isMet(by: row) { return false }
    return isUnchanged(row, at: source.tree.location(of: image.path))
  }

  /// Whether the file has the size and the time of what was aligned.
  private func isUnchanged(_ row: CatalogImages.Row, at location: [UInt8]) -> Bool {
    guard let facts = FileFacts(of: location) else { return false }
    return row.bytes == facts.bytes && row.modified == facts.modified
  }
}

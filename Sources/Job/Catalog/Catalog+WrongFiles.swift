import Align
import Crawl

extension Catalog {
  /// Notes of each file that is not the one that metadata tells of whether it is one that metadata
  /// tells of elsewhere: most likely the two were swapped.
  func explainWrongFiles(_ sources: [SourceTree]) throws {
    let rows = try prepare(
      """
      SELECT id, source, sha256, demand, detail, \(CatalogSchema.pathBytes) FROM images
      WHERE reason = '\(Rejection.wrongFileReason)' ORDER BY id
      """)
    var details: [(id: Int, detail: String)] = []
    while try rows.step() {
      guard let stated = rows.textIfAny(3).flatMap(Demand.init(text:))?.sha256 else { continue }
      let sha256 = rows.text(2)
      var detail = Rejection.wrongFile(sha256: sha256, stated: stated).detail
      if let metadata = sources[rows.integer(1) - 1].lists.metadata,
        let other = Self.place(of: sha256, in: metadata, besides: TreePath(rows.blob(5) ?? []))
      {
        detail += "; it is the file that belongs at \(metadata.rows[other].image.text)"
      }
      if detail != rows.text(4) { details.append((rows.integer(0), detail)) }
    }
    rows.reset()
    if details.isEmpty { return }
    try transaction {
      let update = try prepare("UPDATE images SET detail = ?2 WHERE id = ?1")
      for (id, detail) in details { try update.run([.integer(id), .text(detail)]) }
    }
  }
  /// The first row of metadata that a file belongs to, if it is not of the file itself.
  private static func place(
    of sha256: String, in metadata: Metadata, besides path: TreePath
  ) -> Int? {
    let own = Set(metadata.rows(of: path))
    return metadata.rows(withSHA256: sha256).first { !own.contains($0) }
  }
}

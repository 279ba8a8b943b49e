import Crawl
import Shard

/// Finds the rows of metadata that have no file, and the files that have no row.
struct UnmatchedRows {
  let catalog: Catalog
  let sources: [SourceTree]

  /// Writes a line for each: tree by tree, first the files in the order of their paths, then the
  /// rows in that of the metadata.
  func write(to writer: DatasetWriter) throws {
    for (index, source) in sources.enumerated() {
      guard let metadata = source.lists.metadata, source.lists.hasMetadata else { continue }
      var matched = [Bool](repeating: false, count: metadata.rows.count)
      try forEachFile(ofSource: index + 1) { path, isPhotograph in
        let rows = metadata.rows(of: path)
        for row in rows { matched[row] = true }
        guard rows.isEmpty, isPhotograph else { return }
        try writer.write(
          UnmatchedRecord(
            kind: .fileWithoutRow, face: FaceReference(source: source.name, path: path.text),
            row: nil))
      }
      for (place, isMatched) in matched.enumerated() where !isMatched {
        let row = metadata.rows[place]
        try writer.write(
          UnmatchedRecord(
            kind: .rowWithoutFile,
            face: FaceReference(source: source.name, path: row.image.text, faceID: row.face),
            row: UnmatchedRecord.Row(
              file: row.line.file.text, line: row.line.number, name: row.name)))
      }
    }
  }

  /// Calls `body` with the path of each file of a tree, and whether the layout has a photograph
  /// there.
  private func forEachFile(
    ofSource id: Int, _ body: (TreePath, _ isPhotograph: Bool) throws -> Void
  ) throws {
    let rows = try catalog.prepare(
      """
      SELECT \(CatalogSchema.pathBytes), identity IS NOT NULL OR reason = 'not_in_metadata'
      FROM images WHERE source = ? ORDER BY \(CatalogSchema.order)
      """)
    try rows.bind([.integer(id)])
    while try rows.step() {
      try body(TreePath(rows.blob(0) ?? []), rows.integer(1) != 0)
    }
  }
}

import Shard

/// Reads the lines of rejected.jsonl back from a catalog.
struct RejectedRows {
  private let rows: Statement

  /// How many rows are read at once.
  private static let page = 256

  init(_ catalog: Catalog) throws(Database.Failure) {
    rows = try catalog.prepare(
      """
      SELECT \(RejectedRecord.columns)
      FROM images JOIN sources ON sources.id = images.source
      WHERE images.id >= ? AND images.id < ? AND images.outcome = 'rejected' ORDER BY images.id
      """)
  }

  /// Calls `body` with the lines of rows that are rejected, some at a time.
  ///
  /// An interrupted run reads all of them too, because the next one takes them for told: no statement
  /// is so long that SQLite would break it off.
  func forEachPage(
    of noted: NotedRows, _ body: ([RejectedRecord]) -> Void
  ) throws(Database.Failure) {
    var records: [RejectedRecord] = []
    for range in noted.ranges {
      for start in stride(from: range.lowerBound, to: range.upperBound, by: Self.page) {
        let end = min(start + Self.page, range.upperBound)
        try rows.bind([.integer(start), .integer(end)])
        while try rows.step() { records.append(RejectedRecord(rows)) }
        rows.reset()
        if records.count >= Self.page {
          body(records)
          records.removeAll(keepingCapacity: true)
        }
      }
    }
    if !records.isEmpty { body(records) }
  }
}

extension RejectedRecord {
  /// The columns that a line is made of.
  static let columns =
    "sources.name, images.path, images.reason, images.detail, images.face_id"

  /// The line of a row with those columns.
  init(_ row: Statement) {
    self.init(
      face: FaceReference(source: row.text(0), path: row.text(1), faceID: row.nonEmptyText(4)),
      reason: row.text(2), detail: row.text(3))
  }
}

import Crawl

/// The images of a catalog in the order of their paths' bytes, a page at a time: between pages no
/// statement is open, and the catalog can be changed.
struct CatalogImages {
  /// What is needed to tell whether an image's outcome holds still.
  struct Row {
    let id: Int
    let path: TreePath
    let identity: String?
    let outcome: String
    let reason: String?
    let detail: String?
    let bytes: Int?
    let modified: Int?
    /// Width times height; 0 where they are not known.
    let pixels: Int
  }

  private let source: Int
  private let query: Statement
  private var page: ArraySlice<Row> = []
  private var last: [UInt8] = []
  private var isComplete = false
  private static let pageSize = 1024

  init(_ catalog: Database, source: Int) throws(Database.Failure) {
    self.source = source
    query = try catalog.prepare(
      """
      SELECT id, \(CatalogSchema.pathBytes), identity, outcome, reason, detail, bytes, modified_ns,
        coalesce(width * height, 0)
      FROM images WHERE source = ?1 AND \(CatalogSchema.pathBytes) > ?2
      ORDER BY \(CatalogSchema.order) LIMIT \(Self.pageSize)
      """)
  }

  /// The next image; nil past the last.
  mutating func peek() throws(Database.Failure) -> Row? {
    if page.isEmpty && !isComplete { try turn() }
    return page.first
  }

  /// Goes on to the one after it.
  mutating func skip() { page.removeFirst() }

  private mutating func turn() throws(Database.Failure) {
    var rows: [Row] = []
    try query.bind([.integer(source), .blob(last)])
    while try query.step() {
      rows.append(
        Row(
          id: query.integer(0), path: TreePath(query.blob(1) ?? []),
          identity: query.textIfAny(2), outcome: query.text(3), reason: query.textIfAny(4),
          detail: query.textIfAny(5), bytes: query.integerIfAny(6),
          modified: query.integerIfAny(7), pixels: query.integer(8)))
    }
    query.reset()
    isComplete = rows.count < Self.pageSize
    last = rows.last?.path.bytes ?? last
    page = rows[...]
  }
}

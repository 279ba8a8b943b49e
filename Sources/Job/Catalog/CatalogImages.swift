import Align
import Crawl

/// The images of a catalog in the order of their paths' bytes, a page at a time: between pages no
/// statement is open, and the catalog can be changed.
struct CatalogImages {
  /// What is needed to tell whether an image's outcome holds still.
  struct Row {
    let id: Int
    let path: TreePath
    /// Which of the photograph's faces it is; empty where metadata gives no id.
    let faceID: String
    let identity: String?
    /// What was asked of it; nil if it was no image.
    let demand: String?
    let outcome: String
    let reason: String?
    let detail: String?
    let bytes: Int?
    let modified: Int?
    let sha256: String?
    /// Width times height; 0 where they are not known.
    let pixels: Int
    /// How many faces were found.
    let faces: Int?
    /// Where the one is that was taken.
    let box: Box?
  }

  private let source: Int
  private let query: Statement
  private var page: ArraySlice<Row> = []
  private var last: (path: [UInt8], faceID: String) = ([], "")
  private var isComplete = false
  private static let pageSize = 1024

  init(_ catalog: Database, source: Int) throws(Database.Failure) {
    self.source = source
    query = try catalog.prepare(
      """
      SELECT images.id, \(CatalogSchema.pathBytes), face_id, identity, demand, outcome, reason, detail,
        bytes, modified_ns, sha256, coalesce(width * height, 0), images.faces,
        faces."left", faces.top, faces."right", faces.bottom
      FROM images LEFT JOIN faces ON faces.image = images.id
      WHERE source = ?1 AND \(CatalogSchema.pathBytes) >= ?2
        AND (\(CatalogSchema.pathBytes) > ?2 OR face_id > ?3)
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
    try query.bind([.integer(source), .blob(last.path), .text(last.faceID)])
    while try query.step() { rows.append(row()) }
    query.reset()
    isComplete = rows.count < Self.pageSize
    last = rows.last.map { ($0.path.bytes, $0.faceID) } ?? last
    page = rows[...]
  }

  private func row() -> Row {
    Row(
      id: query.integer(0), path: TreePath(query.blob(1) ?? []), faceID: query.text(2),
      identity: query.textIfAny(3), demand: query.textIfAny(4), outcome: query.text(5),
      reason: query.textIfAny(6), detail: query.textIfAny(7), bytes: query.integerIfAny(8),
      modified: query.integerIfAny(9), sha256: query.textIfAny(10), pixels: query.integer(11),
      faces: query.integerIfAny(12),
      box: query.integerIfAny(13).map { left in
        Box(
          left: left, top: query.integer(14), right: query.integer(15),
          bottom: query.integer(16))
      })
  }
}

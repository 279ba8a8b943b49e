import Align
import Crawl
import Shard

/// What a catalog has of an image.
struct CatalogEntry {
  let reference: FaceReference
  let path: TreePath
  let identity: String?
  /// What was asked of it; nil where it was not tried.
  let demand: Demand?
  /// `pending`, `face` or `rejected`.
  let outcome: String
  let reason: String?
  let detail: String?
  let sha256: String?
  let face: AlignedFace?

  /// Its face.
  struct AlignedFace {
    let box: Box
    let landmarks: Landmarks?
    let pixelsSHA256: String
    let fate: String?
    let label: Int?
    let shard: String?
    let row: Int?
  }

  private static let columns = """
    sources.name, images.path, \(CatalogSchema.pathBytes), images.face_id, images.identity,
    images.demand, images.outcome, images.reason, images.detail, images.sha256,
    faces."left", faces.top, faces."right", faces.bottom, faces.landmarks, faces.pixels_sha256,
    faces.fate, faces.label, faces.shard, faces."row"
    """

  /// All entries that meet a condition, in the order of everything that is written.
  static func all(
    in catalog: Database, where condition: String, _ values: [Statement.Value]
  ) throws(Database.Failure) -> [CatalogEntry] {
    let rows = try catalog.prepare(
      """
      SELECT \(columns) FROM images
        JOIN sources ON sources.id = images.source
        LEFT JOIN faces ON faces.image = images.id
      WHERE \(condition) ORDER BY \(CatalogSchema.order)
      """)
    try rows.bind(values)
    var entries: [CatalogEntry] = []
    while try rows.step() { entries.append(CatalogEntry(rows)) }
    return entries
  }

  private init(_ row: Statement) {
    reference = FaceReference(
      source: row.text(0), path: row.text(1), faceID: row.nonEmptyText(3))
    path = TreePath(row.blob(2) ?? [])
    identity = row.textIfAny(4)
    demand = row.textIfAny(5).flatMap(Demand.init(text:))
    (outcome, reason, detail) = (row.text(6), row.textIfAny(7), row.textIfAny(8))
    sha256 = row.textIfAny(9)
    face = row.integerIfAny(10).map { left in
      AlignedFace(
        box: Box(
          left: left, top: row.integer(11), right: row.integer(12), bottom: row.integer(13)),
        landmarks: row.blob(14).flatMap(Catalog.landmarks(from:)), pixelsSHA256: row.text(15),
        fate: row.textIfAny(16), label: row.integerIfAny(17), shard: row.textIfAny(18),
        row: row.integerIfAny(19))
    }
  }
}

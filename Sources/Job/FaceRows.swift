import Align
import Shard

/// The faces of a catalog in the order in which they are written.
struct FaceRows {
  /// A face and where its pixels are.
  struct Row {
    let id: Int
    let origin: FaceOrigin
    let position: Int
    let pixelsSHA256: String
  }

  private let rows: Statement
  private let anchors: AnchorSet

  init(_ catalog: Catalog, anchors: AnchorSet) throws {
    self.anchors = anchors
    // Images outside, because they have an index in this order: nothing is sorted, and nothing
    // is held in memory.
    rows = try catalog.prepare(
      """
      SELECT faces.id, faces.position, faces.pixels_sha256, images.identity, sources.name,
        images.path, images.width, images.height, images.faces, faces."left", faces.top,
        faces."right", faces.bottom, faces.score, faces.sharpness, faces.landmarks, images.sha256
      FROM images
        CROSS JOIN faces ON faces.image = images.id
        CROSS JOIN sources ON sources.id = images.source
      ORDER BY \(CatalogSchema.order), faces.id
      """)
  }

  /// The next face; nil past the last.
  func next() throws -> Row? {
    guard try rows.step() else { return nil }
    let landmarks = rows.blob(15).flatMap(Catalog.landmarks(from:))
    let points = landmarks.map(anchors.points(of:)) ?? []
    let origin = FaceOrigin(
      identity: rows.text(3), source: rows.text(4), path: rows.text(5), width: rows.integer(6),
      height: rows.integer(7), faces: rows.integer(8),
      box: [rows.integer(9), rows.integer(10), rows.integer(11), rows.integer(12)],
      score: rows.real(13), sharpness: rows.real(14), landmarks: points.map { [$0.x, $0.y] },
      sha256: rows.text(16))
    return Row(
      id: rows.integer(0), origin: origin, position: rows.integer(1), pixelsSHA256: rows.text(2))
  }
}

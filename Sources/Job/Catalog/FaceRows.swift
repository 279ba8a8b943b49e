import Align
import Shard

/// The faces of a catalog, each looked up when it is written.
struct FaceRows {
  /// A face and where its pixels are.
  struct Row {
    let id: Int
    let origin: FaceOrigin
    let place: Place
    let pixelsSHA256: String
  }

  /// Where a face's pixels are.
  enum Place {
    /// In the catalog itself.
    case here
    /// In the dataset that is published now.
    case published(shard: String, row: Int)
  }

  private let rows: Statement
  private let anchors: AnchorSet

  init(_ catalog: Catalog, anchors: AnchorSet) throws(Database.Failure) {
    self.anchors = anchors
    rows = try catalog.prepare(
      """
      SELECT faces.id, faces.pixels_sha256, pixels.face, faces.shard, faces."row",
        \(Self.originColumns)
      FROM faces
        JOIN images ON images.id = faces.image
        JOIN sources ON sources.id = images.source
        LEFT JOIN pixels ON pixels.face = faces.id
      WHERE faces.id = ?
      """)
  }

  /// A face by its id.
  ///
  /// - Throws: ``Database/Failure`` also where there is none.
  func row(of id: Int) throws(Database.Failure) -> Row {
    try rows.bind([.integer(id)])
    defer { rows.reset() }
    guard try rows.step() else {
      throw Database.Failure(
        path: rows.database.path, message: "there is no face \(id)", isDamage: true)
    }
    return Row(
      id: rows.integer(0), origin: Self.origin(in: rows, from: 5, anchors: anchors),
      place: rows.integerIfAny(2) == nil
        ? .published(shard: rows.text(3), row: rows.integer(4)) : .here,
      pixelsSHA256: rows.text(1))
  }

  /// The columns of images, faces and sources that ``origin(in:from:anchors:)`` reads.
  static let originColumns = """
    images.identity, sources.name, images.path, images.width, images.height, images.faces,
    faces."left", faces.top, faces."right", faces.bottom, faces.score, faces.sharpness,
    faces.landmarks, images.sha256, images.face_id
    """

  /// Where a face comes from, of a row that has ``originColumns`` from `column` on. Without points
  /// where the landmarks are damaged.
  static func origin(
    in rows: Statement, from column: Int32, anchors: AnchorSet
  ) -> FaceOrigin {
    let landmarks = rows.blob(column + 12).flatMap(Catalog.landmarks(from:))
    return FaceOrigin(
      identity: rows.text(column), source: rows.text(column + 1), path: rows.text(column + 2),
      faceID: rows.nonEmptyText(column + 14),
      width: rows.integer(column + 3), height: rows.integer(column + 4),
      faces: rows.integerIfAny(column + 5) ?? 1, box: (6...9).map { rows.integer(column + $0) },
      score: rows.real(column + 10), sharpness: rows.real(column + 11),
      landmarks: landmarks.map(anchors.points(of:))?.map { [$0.x, $0.y] } ?? [],
      sha256: rows.text(column + 13))
  }
}

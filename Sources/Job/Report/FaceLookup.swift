import Crawl
import Report
import Shard

/// Looks up what is known of single faces of a dataset.
final class FaceLookup {
  private let table: CatalogTable
  private let names: [String]
  private let rows: Statement
  private let byPath: Statement

  init(_ catalog: Database, _ table: CatalogTable, names: [String]) throws(Database.Failure) {
    self.table = table
    self.names = names
    rows = try catalog.prepare(
      """
      SELECT images.path, images.face_id, faces.shard, faces."row"
      FROM faces JOIN images ON images.id = faces.image WHERE faces.id = ?
      """)
    byPath = try catalog.prepare(
      """
      SELECT faces.id FROM images JOIN faces ON faces.image = images.id
      WHERE images.source = ?1 AND \(CatalogSchema.pathBytes) = ?2 AND images.face_id = ?3
      """)
  }

  /// The card of a face.
  ///
  /// - Parameters:
  ///   - face: Its index in the table.
  ///   - picture: The number of its picture.
  func card(_ face: Int, picture: Int?) throws -> FaceCard {
    let faces = table.faces
    try rows.bind([.integer(faces.ids[face])])
    defer { rows.reset() }
    guard try rows.step() else {
      throw Database.Failure(
        path: rows.database.path, message: "there is no face \(faces.ids[face])", isDamage: true)
    }
    return FaceCard(
      picture: picture, name: names[Int(faces.people[face])],
      source: table.sources[Int(faces.sources[face])].source.name, path: rows.text(0),
      faceID: rows.nonEmptyText(1), fate: faces.fates[face].text,
      width: Int(faces.widths[face]), score: Double(faces.scores[face]),
      sharpness: Double(faces.sharpnesses[face]), rotation: Double(faces.rotations[face]),
      place: rows.textIfAny(2).map { "\($0), row \(rows.integer(3))" })
  }

  /// The row in the catalog of a face of a list; nil where the catalog has none.
  func face(_ reference: FaceReference) throws -> Int? {
    guard
      let source = table.sources.first(where: { $0.source.name.isExactly(reference.source) })
    else { return nil }
    let path = TreePath(text: reference.path)?.bytes ?? Array(reference.path.utf8)
    try byPath.bind([
      .integer(source.source.id), .blob(path), .text(reference.faceID ?? ""),
    ])
    defer { byPath.reset() }
    return try byPath.step() ? byPath.integer(0) : nil
  }
}

extension FaceMeasures.Fate {
  /// The word in the catalog.
  var text: String {
    switch self {
    case .kept: "kept"
    case .duplicate: "duplicate"
    case .excluded: "excluded"
    case .pruned: "pruned"
    case .undecided: "undecided"
    }
  }
}

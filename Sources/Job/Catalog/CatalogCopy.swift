import Select
import Shard

/// The catalog that a dataset is published with: what a run's own catalog holds of the images, and
/// where each face is in this dataset.
///
/// It is a new file, in the order of the paths, because the run's own holds pixels too, has a log
/// beside it, and knows where faces were before.
final class CatalogCopy {
  private let catalog: Catalog
  private let path: String
  private let insertFace: Statement
  private let insertPixels: Statement

  /// Creates the copy with everything but the faces.
  init(of catalog: Catalog, to path: String, settings: CatalogSettings) throws {
    self.catalog = catalog
    self.path = path
    let database = catalog.database
    try database.prepare("ATTACH ? AS published").run([.text(path)])
    // Nobody reads the copy before it is whole, and it is brought to the disk at the end.
    try database.execute("PRAGMA published.journal_mode = OFF; PRAGMA published.synchronous = OFF;")
    try database.execute(CatalogSchema.tables(of: "published"))
    try database.execute(
      """
      BEGIN;
      INSERT INTO published.sources SELECT * FROM main.sources;
      CREATE TEMP TABLE places (image INTEGER PRIMARY KEY, place INTEGER NOT NULL);
      INSERT INTO places SELECT id, row_number() OVER (ORDER BY \(CatalogSchema.order))
        FROM main.images;
      INSERT INTO published.images
        SELECT place, source, path, path_bytes, face_id, identity, demand, outcome, reason, detail,
          bytes, modified_ns, sha256, width, height, faces, warning
        FROM main.images JOIN places ON places.image = images.id ORDER BY \(CatalogSchema.order);
      INSERT INTO published.thumbnails
        SELECT place, width, height, jpeg
        FROM main.thumbnails JOIN places ON places.image = thumbnails.image ORDER BY place;
      """)
    try settings.write(to: database, in: "published")
    insertFace = try database.prepare(
      """
      INSERT INTO published.faces
        SELECT NULL, place, "left", top, "right", bottom, score, sharpness, landmarks,
          pixels_sha256, descriptor, ?2, ?3, ?4, ?5
        FROM main.faces JOIN places ON places.image = faces.image WHERE faces.id = ?1
      """)
    insertPixels = try database.prepare("INSERT INTO published.pixels VALUES (?, ?)")
  }

  /// Notes where a face is.
  func place(_ id: Int, at face: FaceRecord) throws(Database.Failure) {
    try insertFace.run([
      .integer(id), .text(Fate.Kind.kept.rawValue), .integer(face.label), .text(face.shard),
      .integer(face.row),
    ])
  }

  /// Keeps a face that no shard has, so that it can be taken when another selection is made.
  ///
  /// - Parameters:
  ///   - id: The face's row in the run's own catalog.
  ///   - fate: What became of it.
  ///   - rgb: Its pixels.
  func setAside(_ id: Int, as fate: Fate.Kind, _ rgb: [UInt8]) throws(Database.Failure) {
    try insertFace.run([.integer(id), .text(fate.rawValue), .null, .null, .null])
    try insertPixels.run([.integer(catalog.database.lastInsertedID), .blob(rgb)])
  }

  /// Brings the copy to the disk. Call it once, last.
  func finish() throws {
    try catalog.database.execute("COMMIT; DETACH published; DROP TABLE temp.places;")
    try Folder.syncFile(path)
  }
}

import Align
import Crawl
import Shard

/// catalog.sqlite: every source image and what became of it. The lists and shards are made from
/// it.
///
/// A run works on a catalog of its own, in `unfinished/`: an empty one, that of an interrupted run,
/// or a copy of the published dataset's.
final class Catalog {
  let database: Database
  private let log: CatalogLog
  /// How much the log holds before it is brought to the disk, in bytes.
  static let logBytes = 64 << 20
  private let insertImage: Statement
  private let insertFace: Statement
  private let insertPixels: Statement
  private let insertThumbnail: Statement
  private let setRejected: Statement
  private let setFace: Statement
  private let nextPending: Statement
  private let deletePixels: Statement
  private let deleteFaces: Statement
  private let deleteThumbnail: Statement

  /// Opens a catalog to work on it, and creates it where there is none.
  init(working path: String, interruption: Interruption? = nil) throws(Database.Failure) {
    database = try Database(path, interruption: interruption)
    // Commits go to a log first, so that a kill at any instant leaves the last commit whole, and
    // with the log only appended to, a commit waits for no disk. What the log holds is brought there
    // when it is long. A short run ends before: its working catalog is removed, and so is its log.
    try database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
    database.leaveLog()
    log = CatalogLog(of: database, limit: Self.logBytes / 4096)
    if try database.integer("PRAGMA user_version") == 0 {
      // In one transaction: a kill in between would leave some of the tables.
      try database.execute("BEGIN; \(CatalogSchema.sql) COMMIT;")
    }
    insertImage = try database.prepare(
      """
      INSERT INTO images
        (source, path, path_bytes, face_id, identity, demand, outcome, reason, detail)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insertFace = try database.prepare(
      """
      INSERT INTO faces (image, "left", top, "right", bottom, score, sharpness, landmarks,
        pixels_sha256, descriptor)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insertPixels = try database.prepare("INSERT INTO pixels (face, rgb) VALUES (?, ?)")
    insertThumbnail = try database.prepare(
      "INSERT OR REPLACE INTO thumbnails (image, width, height, jpeg) VALUES (?, ?, ?, ?)")
    setRejected = try database.prepare(
      """
      UPDATE images SET outcome = 'rejected', reason = ?2, detail = ?3, bytes = ?4,
        modified_ns = ?5, sha256 = ?6, width = NULL, height = NULL, faces = NULL, warning = NULL
      WHERE id = ?1
      """)
    setFace = try database.prepare(
      """
      UPDATE images SET outcome = 'face', reason = NULL, detail = NULL, bytes = ?2,
        modified_ns = ?3, sha256 = ?4, width = ?5, height = ?6, faces = ?7, warning = ?8
      WHERE id = ?1
      """)
    nextPending = try database.prepare(
      """
      SELECT id, source, \(CatalogSchema.pathBytes), demand FROM images
      WHERE id > ? AND outcome = 'pending' ORDER BY id LIMIT 512
      """)
    deletePixels = try database.prepare(
      "DELETE FROM pixels WHERE face IN (SELECT id FROM faces WHERE image = ?)")
    deleteFaces = try database.prepare("DELETE FROM faces WHERE image = ?")
    deleteThumbnail = try database.prepare("DELETE FROM thumbnails WHERE image = ?")
  }

  /// Opens a catalog to look at it, if it is one of ours.
  ///
  /// - Throws: ``Database/Failure``, which says that it is damaged where it is another's.
  static func openOurs(
    _ path: String, readOnly: Bool = false
  ) throws(Database.Failure) -> Database {
    let database = try Database(path, readOnly: readOnly)
    let version = try database.integer("PRAGMA user_version")
    guard try database.integer("PRAGMA application_id") == CatalogSchema.applicationID,
      version == CatalogSchema.version
    else {
      throw Database.Failure(
        path: path,
        message: "its version is \(version), and this program reads \(CatalogSchema.version)",
        isDamage: true)
    }
    return database
  }

  /// Makes sure that a catalog says nothing impossible, as far as that would mislead a run.
  ///
  /// - Throws: ``Database/Failure``, which says that it is damaged.
  static func check(_ database: Database) throws(Database.Failure) {
    let faults = [
      "an image is of no raw tree":
        "SELECT 1 FROM images WHERE source NOT IN (SELECT id FROM sources)",
      "a face is not as faces are": """
      SELECT 1 FROM faces WHERE length(landmarks) <> \(8 * Landmarks.count)
        OR length(descriptor) <> \(FaceDescriptor.dimension)
        OR max("left", top, "right", bottom) > \(1 << 20)
        OR min("left", top, "right", bottom) < \(-(1 << 20))
      """,
    ]
    for (fault, sql) in faults.sorted(by: { $0.key < $1.key })
    where try database.integer("SELECT EXISTS (\(sql))") != 0 {
      throw Database.Failure(path: database.path, message: fault, isDamage: true)
    }
  }

  /// Whether a catalog has anything that a worker found out.
  static func holdsOutcomes(_ database: Database) throws(Database.Failure) -> Bool {
    try database.integer(
      "SELECT EXISTS (SELECT 1 FROM images WHERE bytes IS NOT NULL OR outcome = 'face')") != 0
  }

  /// Runs `body` as one transaction; what it did is undone if it throws.
  func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    defer { log.look() }
    return try database.transaction(body)
  }

  /// Notes something that the crawl found.
  func add(_ entry: DemandedEntry, source: Int) throws(Database.Failure) {
    let path = entry.path
    let text = path.text
    let place: [Statement.Value] = [
      .integer(source), .text(text),
      text.utf8.elementsEqual(path.bytes) ? .null : .blob(path.bytes), .text(entry.faceID),
    ]
    switch entry {
    case .image(let image, let demand):
      try insertImage.run(
        place + [
          .text(image.identity.text), .text(demand.text), .text("pending"), .null, .null,
        ])
    case .other(_, let fault, _):
      try insertImage.run(
        place + [.null, .null, .text("rejected"), .text(fault.reason), .text(fault.detail)])
    }
  }

  /// How many images are noted, and how many of them wait for a worker.
  func count() throws(Database.Failure) -> (found: Int, pending: Int) {
    (
      try database.integer("SELECT count(*) FROM images"),
      try database.integer("SELECT count(*) FROM images WHERE outcome = 'pending'")
    )
  }

  /// The next images that wait, in the order of their ids, after the one of that id.
  func pending(after id: Int) throws(Database.Failure) -> [ImageTask] {
    try nextPending.bind([.integer(id)])
    var tasks: [ImageTask] = []
    while try nextPending.step() {
      // A demand that cannot be read is one that a damaged file states; none is stricter.
      let demand = nextPending.textIfAny(3).flatMap(Demand.init(text:))
      tasks.append(
        ImageTask(
          id: nextPending.integer(0), source: nextPending.integer(1),
          path: TreePath(nextPending.blob(2) ?? []), rule: demand?.rule ?? .only,
          sha256: demand?.sha256))
    }
    return tasks
  }

  /// Notes what became of an image.
  func note(_ result: ImageResult) throws(Database.Failure) {
    switch result.outcome {
    case .rejected(let reason, let detail):
      try setRejected.run(
        [.integer(result.id), .text(reason), .text(detail)] + Self.values(of: result.file))
      guard let thumbnail = result.thumbnail else { return }
      try insertThumbnail.run([
        .integer(result.id), .integer(thumbnail.sourceWidth), .integer(thumbnail.sourceHeight),
        .blob(thumbnail.jpeg),
      ])
    case .face(let face): try accept(face, of: result.id, file: result.file)
    }
  }

  private func accept(_ face: Face, of id: Int, file: FileFacts?) throws(Database.Failure) {
    try setFace.run(
      [.integer(id)] + Self.values(of: file) + [
        .integer(face.sourceWidth), .integer(face.sourceHeight),
        face.facesFound.map(Statement.Value.integer) ?? .null,
        face.warning.map(Statement.Value.text) ?? .null,
      ])
    let box = face.detection.box
    try insertFace.run([
      .integer(id), .integer(box.left), .integer(box.top), .integer(box.right),
      .integer(box.bottom), .real(face.detection.score), .real(face.sharpness),
      .blob(Self.bytes(of: face.landmarks)), .text(SHA256.hexadecimal(of: face.image.rgb)),
      .blob(face.descriptor.bytes),
    ])
    try insertPixels.run([.integer(database.lastInsertedID), .blob(face.image.rgb)])
  }

  /// Takes out what an image gave: faces, their pixels, its thumbnail.
  func removeFindings(of id: Int) throws(Database.Failure) {
    try deleteThumbnail.run([.integer(id)])
    try deletePixels.run([.integer(id)])
    try deleteFaces.run([.integer(id)])
  }

  /// How many faces there are.
  func countFaces() throws(Database.Failure) -> Int {
    try database.integer("SELECT count(*) FROM faces")
  }

  /// Prepares a statement.
  func prepare(_ sql: String) throws(Database.Failure) -> Statement { try database.prepare(sql) }

  private static func values(of file: FileFacts?) -> [Statement.Value] {
    guard let file else { return [.null, .null, .null] }
    return [
      .integer(file.bytes), .integer(file.modified),
      file.sha256.map(Statement.Value.text) ?? .null,
    ]
  }
}

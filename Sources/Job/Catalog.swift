import Align
import Crawl
import Shard

/// catalog.sqlite: every source image and what became of it. The lists and shards are made from
/// it.
final class Catalog {
  private let database: Database
  private let insertImage: Statement
  private let insertFace: Statement
  private let setRejected: Statement
  private let setFace: Statement
  private let nextPending: Statement

  /// Creates an empty catalog.
  init(creating path: String) throws(Database.Failure) {
    database = try Database(path)
    // Commits go to a log first, so that a kill at any instant leaves the last commit whole.
    try database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
    try database.execute(CatalogSchema.sql)
    insertImage = try database.prepare(
      """
      INSERT INTO images (source, path, path_bytes, identity, outcome, reason, detail)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
    insertFace = try database.prepare(
      """
      INSERT INTO faces (image, "left", top, "right", bottom, score, sharpness, landmarks,
        pixels_sha256, position)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    setRejected = try database.prepare(
      """
      UPDATE images SET outcome = 'rejected', reason = ?2, detail = ?3, bytes = ?4,
        modified_ns = ?5, sha256 = ?6
      WHERE id = ?1
      """)
    setFace = try database.prepare(
      """
      UPDATE images SET outcome = 'face', bytes = ?2, modified_ns = ?3, sha256 = ?4, width = ?5,
        height = ?6, faces = ?7, warning = ?8
      WHERE id = ?1
      """)
    nextPending = try database.prepare(
      """
      SELECT id, path, path_bytes, identity FROM images
      WHERE id > ? AND outcome = 'pending' ORDER BY id LIMIT 512
      """)
  }

  /// Makes what follows one transaction, ended by ``commit()``.
  func begin() throws(Database.Failure) { try database.execute("BEGIN") }

  /// Ends a transaction.
  func commit() throws(Database.Failure) { try database.execute("COMMIT") }

  /// Writes the catalog to a new file, which is whole without a log, so that it can be read on a
  /// medium that cannot be written to.
  ///
  /// A copy, because to fold the log into the file itself nobody else may have it open, and users
  /// look at catalogs while a run goes on.
  func copy(to path: String) throws {
    try database.prepare("VACUUM INTO ?").run([.text(path)])
    try Folder.syncFile(path)
  }

  /// Notes a raw tree and gives its id.
  func add(_ tree: RawTree) throws(Database.Failure) -> Int {
    let insert = try database.prepare("INSERT INTO sources (name, layout) VALUES (?, ?)")
    try insert.run([.text(tree.name.text), .text(tree.layout.name)])
    return try database.integer("SELECT last_insert_rowid()")
  }

  /// Notes something that the crawl found.
  func add(_ entry: TreeEntry, source: Int) throws(Database.Failure) {
    let path = entry.path
    let text = path.text
    let place: [Statement.Value] = [
      .integer(source), .text(text),
      text.utf8.elementsEqual(path.bytes) ? .null : .blob(path.bytes),
    ]
    switch entry {
    case .image(let image):
      try insertImage.run(
        place + [.text(image.identity.text), .text("pending"), .null, .null])
    case .other(_, let fault):
      try insertImage.run(
        place + [.null, .text("rejected"), .text(fault.reason), .text(fault.detail)])
    }
  }

  /// How many images are noted, and how many of them wait for a worker.
  func count() throws(Database.Failure) -> (found: Int, pending: Int) {
    (
      try database.integer("SELECT count(*) FROM images"),
      try database.integer("SELECT count(*) FROM images WHERE outcome = 'pending'")
    )
  }

  /// The next images that wait, in the order of the crawl, after the one of that id.
  func pending(after id: Int) throws(Database.Failure) -> [ImageTask] {
    try nextPending.bind([.integer(id)])
    var tasks: [ImageTask] = []
    while try nextPending.step() {
      let path = nextPending.blob(2) ?? Array(nextPending.text(1).utf8)
      let identity = TreePath(text: nextPending.text(3)) ?? TreePath([])
      tasks.append(
        ImageTask(
          id: nextPending.integer(0),
          image: SourceImage(path: TreePath(path), identity: identity)))
    }
    return tasks
  }

  /// Notes why an image gave no face.
  func reject(_ id: Int, _ rejection: Rejection, file: FileFacts?) throws(Database.Failure) {
    try setRejected.run(
      [.integer(id), .text(rejection.reason), .text(rejection.detail)] + Self.values(of: file))
  }

  /// Notes an image's face, whose pixels are at `position` in the face file.
  func accept(
    _ id: Int, _ face: Face, file: FileFacts?, pixels sha256: String, position: Int
  ) throws(Database.Failure) {
    try setFace.run(
      [.integer(id)] + Self.values(of: file) + [
        .integer(face.sourceWidth), .integer(face.sourceHeight), .integer(face.facesFound),
        face.warning.map(Statement.Value.text) ?? .null,
      ])
    let box = face.detection.box
    try insertFace.run([
      .integer(id), .integer(box.left), .integer(box.top), .integer(box.right),
      .integer(box.bottom), .real(face.detection.score), .real(face.sharpness),
      .blob(Self.bytes(of: face.landmarks)), .text(sha256), .integer(position),
    ])
  }

  /// The database, for what is made from the catalog.
  func prepare(_ sql: String) throws(Database.Failure) -> Statement { try database.prepare(sql) }

  private static func values(of file: FileFacts?) -> [Statement.Value] {
    guard let file else { return [.null, .null, .null] }
    return [
      .integer(file.bytes), .integer(file.modified),
      file.sha256.map(Statement.Value.text) ?? .null,
    ]
  }
}

import Align
import Shard

/// Checks a dataset's catalog: that it is one, and that it says what the dataset's files say.
struct CatalogVerifier {
  private let verifier: DatasetVerifier
  private let database: Database
  private let name = OutputFolder.catalogName

  /// Opens a dataset's catalog, to be compared with what `verifier` has read.
  ///
  /// - Throws: ``FileFault`` or ``Database/Failure`` if it cannot be opened.
  init(of folder: String, against verifier: DatasetVerifier) throws {
    let path = "\(folder)/\(OutputFolder.catalogName)"
    // SQLite would wait for ever for a pipe's other end.
    _ = try InputFile(path)
    self.verifier = verifier
    database = try Database(path, readOnly: true)
  }

  /// Checks everything.
  func verify() throws {
    guard try isCatalog(), try isSound() else { return }
    try checkSources()
    if verifier.isComplete { try checkImages() }
    try checkSetAside()
  }

  private func isCatalog() throws -> Bool {
    let id = try database.integer("PRAGMA application_id")
    guard id == CatalogSchema.applicationID else {
      verifier.fault(
        name, "the file is not a catalog: its application id is \(id), not that of catalogs")
      return false
    }
    let version = try database.integer("PRAGMA user_version")
    guard version == CatalogSchema.version else {
      verifier.fault(
        name, "its version is \(version), and this program reads \(CatalogSchema.version)")
      return false
    }
    return true
  }

  /// Whether SQLite finds its own structures in order, and every reference has its row.
  private func isSound() throws -> Bool {
    let faults = verifier.faultCount
    let problems = try database.prepare("PRAGMA integrity_check")
    while try problems.step() {
      if problems.text(0) != "ok" { verifier.fault(name, problems.text(0)) }
    }
    let orphans = try database.prepare("PRAGMA foreign_key_check")
    while try orphans.step() {
      verifier.fault(
        name,
        "row \(orphans.integer(1)) of '\(orphans.text(0))' refers to a row of '\(orphans.text(2))'"
          + " that is missing")
    }
    return verifier.faultCount == faults
  }

  private func checkSources() throws {
    let rows = try database.prepare("SELECT name, layout, face FROM sources ORDER BY id")
    var sources: [PublishedDataset.Source] = []
    while try rows.step() {
      sources.append(
        PublishedDataset.Source(
          name: rows.text(0), layout: rows.text(1), face: rows.text(2)))
    }
    if sources != verifier.dataset.sources {
      let names = sources.map { "'\($0.name)' (\($0.layout))" }.joined(separator: ", ")
      verifier.fault(name, "the raw trees are \(names), and dataset.json has others")
    }
  }

  /// Every image must be where its outcome says, and nowhere else.
  private func checkImages() throws {
    guard let anchors = AnchorSet(rawValue: verifier.dataset.landmarks) else {
      verifier.fault(
        Publication.descriptionName,
        "the landmarks '\(verifier.dataset.landmarks)' are none there are")
      return
    }
    let rows = try database.prepare(
      """
      SELECT sources.name, images.path, images.outcome, images.reason, faces.shard, faces."row",
        faces.label, faces.pixels_sha256, images.detail, images.face_id, faces.fate,
        \(FaceRows.originColumns)
      FROM images
        JOIN sources ON sources.id = images.source
        LEFT JOIN faces ON faces.image = images.id
      """)
    var count = 0
    while try rows.step() {
      count += 1
      check(CatalogRow(rows, origin: 11, anchors: anchors))
    }
    if count != verifier.accounts.count {
      verifier.fault(
        name,
        "there are \(count) images, and the manifests and lists have \(verifier.accounts.count)")
    }
  }

  private func check(_ row: CatalogRow) {
    let account = verifier.accounts[row.key]
    let path = "\(row.key)"
    if !row.agrees(with: account) {
      let actual = account.map { "it is in \($0)" } ?? "no manifest or list has it"
      verifier.fault(name, "\(path) is noted as \(row.outcome), but \(actual)")
    } else if !row.says(sameAs: account) {
      let place = account.map { "\($0)" } ?? ""
      verifier.fault(name, "what is noted of \(path) is not what its line says, of \(place)")
    }
    checkPixels(row, of: account)
  }

  /// A face's pixels must be those that were aligned, whatever the tensor's own digest says.
  private func checkPixels(_ row: CatalogRow, of account: DatasetVerifier.Account?) {
    guard case .kept(let shard, let place, _, _)? = account,
      let digest = verifier.pixelDigest(ofRow: place, in: shard), digest != row.pixelsSHA256
    else { return }
    verifier.fault(
      shard,
      "the pixels of row \(place) have the SHA-256 \(digest), and \(name) says"
        + " '\(row.pixelsSHA256)' of '\(row.key.path)'")
  }

  /// The faces that no shard has must be here, with the pixels that were aligned.
  private func checkSetAside() throws {
    let rows = try database.prepare(
      """
      SELECT images.path, faces.pixels_sha256, faces.shard IS NULL, pixels.rgb
      FROM faces JOIN images ON images.id = faces.image LEFT JOIN pixels ON pixels.face = faces.id
      WHERE faces.shard IS NULL OR pixels.face IS NOT NULL
      """)
    while try rows.step() {
      let path = rows.text(0)
      guard let rgb = rows.blob(3) else {
        verifier.fault(name, "the face of '\(path)' is in no shard, and its pixels are missing")
        continue
      }
      if rows.integer(2) == 0 {
        verifier.fault(name, "the pixels of '\(path)' are here, and in a shard too")
      } else if SHA256.hexadecimal(of: rgb) != rows.text(1) {
        verifier.fault(name, "the pixels of '\(path)' are not those that were aligned")
      }
    }
  }
}

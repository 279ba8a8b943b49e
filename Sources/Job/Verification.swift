import Shard

/// Checks a dataset: its files against dataset.json, and its catalog against its files.
public struct Verification {
  private let folder: String
  private let report: (VerificationFault) -> Void

  /// What a check found.
  public struct Summary: Equatable, Sendable {
    /// How many faces the shards hold.
    public let faces: Int
    /// How many identities there are.
    public let identities: Int
    /// How many source images are accounted for.
    public let sourceImages: Int
    /// How many faults were reported.
    public let faults: Int
  }

  /// Creates a check.
  ///
  /// - Parameters:
  ///   - folder: The dataset's folder.
  ///   - report: Called with each fault as it is found.
  public init(folder: String, report: @escaping (VerificationFault) -> Void) {
    self.folder = folder
    self.report = report
  }

  /// Checks everything.
  ///
  /// - Throws: ``PublishedDataset/Failure`` if there is no dataset that can be opened.
  public func run() throws(PublishedDataset.Failure) -> Summary {
    let verifier = try DatasetVerifier(folder: folder, report: report)
    verifier.verify()
    do {
      try checkCatalog(verifier)
    } catch let failure as Database.Failure {
      verifier.fault(OutputFolder.catalogName, failure.message)
    } catch {
      verifier.fault(OutputFolder.catalogName, "\(error)")
    }
    let accounts = verifier.accounts
    return Summary(
      faces: accounts.values.count(where: \.isKept), identities: verifier.identityCount,
      sourceImages: accounts.count, faults: verifier.faultCount)
  }

  /// Every image of the catalog must be where its outcome says, and nowhere else.
  private func checkCatalog(_ verifier: DatasetVerifier) throws {
    let name = OutputFolder.catalogName
    let database = try Database("\(folder)/\(name)", readOnly: true)
    let rows = try database.prepare(
      """
      SELECT sources.name, images.path, images.outcome, images.reason, faces.shard, faces."row",
        faces.label, faces.pixels_sha256
      FROM images
        JOIN sources ON sources.id = images.source
        LEFT JOIN faces ON faces.image = images.id
      """)
    var count = 0
    while try rows.step() {
      count += 1
      let key = DatasetVerifier.SourceKey(source: rows.text(0), path: rows.text(1))
      let account = verifier.accounts[key]
      if Self.agrees(rows, with: account) {
        checkPixels(rows, of: account, verifier)
        continue
      }
      let actual = account.map { "it is in \($0)" } ?? "no manifest or list has it"
      verifier.fault(
        name, "'\(key.path)' of '\(key.source)' is noted as \(Self.note(in: rows)), but \(actual)")
    }
    if count != verifier.accounts.count {
      verifier.fault(
        name,
        "there are \(count) images, and the manifests and lists have \(verifier.accounts.count)")
    }
  }

  /// A face's pixels must be those that were aligned, whatever the tensor's own digest says.
  private func checkPixels(
    _ rows: Statement, of account: DatasetVerifier.Account?, _ verifier: DatasetVerifier
  ) {
    guard case .kept(let shard, let row, _)? = account,
      let digest = verifier.pixelDigest(ofRow: row, in: shard), digest != rows.text(7)
    else { return }
    verifier.fault(
      shard,
      "the pixels of row \(row) have the SHA-256 \(digest), and \(OutputFolder.catalogName) says"
        + " '\(rows.text(7))' of '\(rows.text(1))'")
  }

  private static func agrees(_ rows: Statement, with account: DatasetVerifier.Account?) -> Bool {
    switch account {
    case .kept(let shard, let row, let label):
      // As text, in which null is not 0.
      rows.text(2) == "face" && rows.text(4) == shard && rows.text(5) == String(row)
        && rows.text(6) == String(label)
    case .duplicate: rows.text(2) == "face"
    case .rejected(let reason): rows.text(2) == "rejected" && rows.text(3) == reason
    case nil: false
    }
  }

  /// What the catalog says of an image, for a person to read.
  private static func note(in rows: Statement) -> String {
    switch rows.text(2) {
    case "rejected": "rejected, as '\(rows.text(3))'"
    case "face" where !rows.text(4).isEmpty:
      "row \(rows.text(5)) of \(rows.text(4)), with label \(rows.text(6))"
    case let outcome: "'\(outcome)'"
    }
  }
}

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
      SELECT sources.name, images.path, images.outcome, faces.shard, faces."row"
      FROM images
        JOIN sources ON sources.id = images.source
        LEFT JOIN faces ON faces.image = images.id
      """)
    var count = 0
    while try rows.step() {
      count += 1
      let key = DatasetVerifier.SourceKey(source: rows.text(0), path: rows.text(1))
      let account = verifier.accounts[key]
      let agrees =
        switch account {
        case .kept(let shard, let row):
          rows.text(2) == "face" && rows.text(3) == shard && rows.integer(4) == row
        case .duplicate: rows.text(2) == "face"
        case .rejected: rows.text(2) == "rejected"
        case nil: false
        }
      if !agrees {
        let shard = rows.text(3).isEmpty ? "" : " in row \(rows.integer(4)) of \(rows.text(3))"
        let actual = account.map { "it is in \($0)" } ?? "no manifest or list has it"
        verifier.fault(
          name,
          "'\(key.path)' of '\(key.source)' is noted as '\(rows.text(2))'\(shard), but \(actual)")
      }
    }
    if count != verifier.accounts.count {
      verifier.fault(
        name,
        "there are \(count) images, and the manifests and lists have \(verifier.accounts.count)")
    }
  }
}

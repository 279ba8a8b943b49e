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
  /// - Throws: ``PublishedDataset/Failure`` if there is no dataset that can be opened, or not the same
  ///   any more.
  public func run() throws(PublishedDataset.Failure) -> Summary {
    let verifier = try DatasetVerifier(folder: folder, report: report)
    verifier.verify()
    do {
      try CatalogVerifier(of: folder, against: verifier).verify()
    } catch let failure as Database.Failure {
      verifier.fault(OutputFolder.catalogName, failure.message)
    } catch let fault as FileFault {
      verifier.fault(OutputFolder.catalogName, fault.problem)
    } catch {
      verifier.fault(OutputFolder.catalogName, "\(error)")
    }
    if verifier.faultCount > 0 && verifier.isReplaced { throw .replaced(folder: folder) }
    let accounts = verifier.accounts
    return Summary(
      faces: accounts.values.count(where: \.isKept), identities: verifier.identityCount,
      sourceImages: accounts.count, faults: verifier.faultCount)
  }
}

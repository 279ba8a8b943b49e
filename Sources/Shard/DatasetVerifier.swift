/// Checks a dataset against itself: digests, shapes, counts, labels and cross-references.
public final class DatasetVerifier {
  /// A source image, by its tree's name and its path in it.
  public struct SourceKey: Hashable, Sendable {
    /// The raw tree's name.
    public let source: String
    /// The path in the raw tree.
    public let path: String

    /// Creates a key.
    public init(source: String, path: String) {
      self.source = source
      self.path = path
    }
  }

  /// What accounts for a source image.
  public enum Account: Equatable, Sendable, CustomStringConvertible {
    /// A manifest: its face is in a shard.
    case kept(shard: String, row: Int)
    /// rejected.jsonl.
    case rejected
    /// duplicates.jsonl.
    case duplicate

    /// Whether its face is in a shard.
    public var isKept: Bool {
      if case .kept = self { true } else { false }
    }

    /// The place, for a person to read.
    public var description: String {
      switch self {
      case .kept(let shard, let row): "row \(row) of \(shard)"
      case .rejected: ListFile.rejected.rawValue
      case .duplicate: ListFile.duplicates.rawValue
      }
    }
  }

  let folder: String
  let dataset: PublishedDataset
  private let report: (VerificationFault) -> Void
  var identities: [IdentityRecord] = []
  /// How many identities identities.jsonl has; known after ``verify()``.
  public var identityCount: Int { identities.count }
  var statistics = ChannelStatistics()
  /// What accounts for each source image; complete after ``verify()``.
  public private(set) var accounts: [SourceKey: Account] = [:]
  /// How many faults were reported.
  public private(set) var faultCount = 0

  /// Opens a dataset for checking.
  ///
  /// - Parameters:
  ///   - folder: The dataset's folder.
  ///   - report: Called with each fault as it is found.
  /// - Throws: ``PublishedDataset/Failure`` if there is no dataset that can be opened.
  public init(
    folder: String, report: @escaping (VerificationFault) -> Void
  ) throws(PublishedDataset.Failure) {
    self.folder = folder
    self.report = report
    dataset = try PublishedDataset.open(folder)
  }

  /// Reports a fault.
  public func fault(_ place: String, _ problem: String) {
    faultCount += 1
    report(VerificationFault(place, problem))
  }

  /// Checks everything that dataset.json names, and the folder for what it does not name.
  public func verify() {
    checkIdentities()
    for split in Split.allCases {
      guard let description = dataset.splits[split.rawValue] else {
        fault(Publication.description, "the split '\(split.rawValue)' is missing")
        continue
      }
      check(description, of: split)
    }
    checkRejected()
    checkDuplicates()
    checkCounts()
    checkStatistics()
    checkForStrangers()
  }

  /// Notes what accounts for a source image, which only one line may.
  func account(for key: SourceKey, by account: Account, at place: String) {
    if let other = accounts.updateValue(account, forKey: key) {
      fault(place, "'\(key.path)' of '\(key.source)' has another line, in \(other)")
    }
  }

  /// Compares a number that is stated with one that was counted.
  func expect(_ place: String, _ what: String, stated: Int, counted: Int) {
    if stated != counted { fault(place, "\(what) is stated as \(stated), and \(counted) is right") }
  }

  private func checkCounts() {
    let counts = dataset.counts
    let kept = accounts.values.count(where: \.isKept)
    let place = Publication.description
    expect(place, "counts.kept", stated: counts.kept, counted: kept)
    expect(place, "counts.identities", stated: counts.identities, counted: identities.count)
    expect(
      place, "counts.duplicates", stated: counts.duplicates,
      counted: accounts.values.count { $0 == .duplicate })
    expect(
      place, "counts.aligned", stated: counts.aligned, counted: counts.kept + counts.duplicates)
    expect(place, "counts.found", stated: counts.found, counted: accounts.count)
  }

  private func checkStatistics() {
    for (name, stated, computed) in [
      ("mean", dataset.mean, statistics.mean), ("std", dataset.std, statistics.deviation),
    ] where stated != computed {
      let right = computed.map { "\($0)" } ?? "null"
      fault(Publication.description, "\(name) is not that of the shards' pixels, which is \(right)")
    }
  }

  private func checkForStrangers() {
    let shards = dataset.splits.values.flatMap(\.shards)
    let named = Set(shards.map(\.tensor) + shards.map(\.manifest))
    for subfolder in ["shards", "manifests"] {
      do {
        for name in try Folder.names(in: "\(folder)/\(subfolder)")
        where !named.contains("\(subfolder)/\(name)") {
          fault("\(subfolder)/\(name)", "dataset.json does not name this file")
        }
      } catch {
        fault(subfolder, error.description)
      }
    }
  }
}

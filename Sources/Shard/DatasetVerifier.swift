/// Checks a dataset against itself: digests, shapes, counts, labels and cross-references.
public final class DatasetVerifier {
  let folder: String
  /// What dataset.json says.
  public let dataset: PublishedDataset
  private let description: [UInt8]
  /// Which file they were.
  private let origin: FileStamp?
  private let report: (VerificationFault) -> Void
  /// The lines of identities.jsonl, a label each; nil where a line cannot be read.
  var identities: [IdentityRecord?] = []
  /// The labels of the identities of raw trees, those that were joined included.
  var labels: [FaceReference: Int] = [:]
  /// How many identities identities.jsonl has; known after ``verify()``.
  public var identityCount: Int { identities.count }
  /// How many faces each label was found to have in each split.
  var facesOfLabels = PerSplit { _ in [Int: Int]() }
  var statistics = ChannelStatistics()
  /// Whether every tensor is as dataset.json says, so that its mean and deviation can be judged.
  var tensorsAreIntact = true
  var lines = LineCounts()
  /// The digests of each tensor's rows, one after another: half a million take 16 MB.
  var pixelDigests: [String: [UInt8]] = [:]
  /// What accounts for each source image; complete after ``verify()``.
  public private(set) var accounts: [FaceReference: Account] = [:]
  /// How many faults were reported.
  public private(set) var faultCount = 0
  /// The lists and manifests that could not be read. What they hold is not known, and nothing else is
  /// at fault for it.
  var unread: Set<String> = []
  /// Whether everything was read that accounts for source images; known after ``verify()``.
  public var isComplete: Bool { unread.isEmpty }

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
    origin = Self.stamp(of: folder)
    description = try PublishedDataset.bytes(in: folder)
    dataset = try PublishedDataset(description, in: folder)
  }

  /// Whether there is another dataset now than was opened for checking.
  public var isReplaced: Bool {
    Self.stamp(of: folder) != origin || (try? PublishedDataset.bytes(in: folder)) != description
  }

  /// Tells a dataset.json from another one, even if both say the same.
  private static func stamp(of folder: String) -> FileStamp? {
    FileStamp(of: "\(folder)/\(Publication.descriptionName)")
  }

  /// Reports a fault.
  public func fault(_ place: String, _ problem: String) {
    faultCount += 1
    report(VerificationFault(place, problem))
  }

  /// Checks everything that dataset.json names, and the folder for what it does not name.
  public func verify() {
    checkDescription()
    checkIdentities()
    for split in Split.allCases {
      if let description = dataset.splits[split.rawValue] { check(description, of: split) }
    }
    checkRejected()
    checkExcluded()
    checkPruned()
    checkDuplicates()
    checkUnmatched()
    if isComplete {
      checkCounts()
      checkFacesOfIdentities()
    }
    checkStatistics()
    checkForStrangers()
  }

  /// The SHA-256 of a row's pixels; nil if the tensor could not be read. Known after ``verify()``.
  public func pixelDigest(ofRow row: Int, in tensor: String) -> String? {
    guard let digests = pixelDigests[tensor], row >= 0, row < digests.count / SHA256.count else {
      return nil
    }
    return SHA256.hexadecimal(digests[row * SHA256.count..<(row + 1) * SHA256.count])
  }

  /// Notes what accounts for a source image, which only one line may.
  func account(for key: FaceReference, by account: Account, at place: String) {
    if let other = accounts[key] {
      fault(place, "\(key) has another line, in \(other)")
    } else {
      accounts[key] = account
    }
  }

  /// Compares a number that is stated with one that was counted.
  func expect(_ place: String, _ what: String, stated: Int, counted: Int) {
    if stated != counted { fault(place, "\(what) is stated as \(stated), and \(counted) is right") }
  }

  private func checkDescription() {
    let place = Publication.descriptionName
    if !DescriptionSeal.isIntact(description) {
      fault(place, "'self_sha256', which ends the file, is not of what is before it")
    }
    for split in Split.allCases where dataset.splits[split.rawValue] == nil {
      fault(place, "the split '\(split.rawValue)' is missing")
    }
    for name in dataset.splits.keys.sorted() where Split(rawValue: name) == nil {
      fault(place, "the split '\(name)' is none that this version has")
    }
    for name in dataset.lists.keys.sorted() where ListFile(rawValue: name) == nil {
      fault(place, "the list '\(name)' is none that this version has")
    }
  }

  private func checkCounts() {
    let counts = dataset.counts
    let place = Publication.descriptionName
    expect(place, "counts.kept", stated: counts.kept, counted: lines.kept)
    expect(place, "counts.identities", stated: counts.identities, counted: identities.count)
    for (name, stated, list) in [
      ("duplicates", counts.duplicates, ListFile.duplicates),
      ("excluded", counts.excluded, .excluded), ("pruned", counts.pruned, .pruned),
    ] {
      expect(place, "counts.\(name)", stated: stated, counted: lines.leftOut[list] ?? 0)
    }
    expect(place, "counts.conflicts", stated: counts.conflicts, counted: lines.conflicts)
    expect(
      place, "counts.rows_without_file", stated: counts.rowsWithoutFile,
      counted: lines.unmatched[.rowWithoutFile] ?? 0)
    expect(
      place, "counts.files_without_row", stated: counts.filesWithoutRow,
      counted: lines.unmatched[.fileWithoutRow] ?? 0)
    expect(place, "counts.aligned", stated: counts.aligned, counted: lines.aligned)
    expect(place, "counts.found", stated: counts.found, counted: lines.found)
    for reason in Set(lines.rejected.keys).union(counts.rejected.keys).sorted() {
      expect(
        place, "counts.rejected.\(reason)", stated: counts.rejected[reason] ?? 0,
        counted: lines.rejected[reason] ?? 0)
    }
  }

  private func checkStatistics() {
    for (name, stated, computed) in [
      ("mean", dataset.mean, statistics.mean), ("std", dataset.std, statistics.deviation),
    ] where tensorsAreIntact && stated != computed {
      let right = computed.map { "\($0)" } ?? "null"
      fault(
        Publication.descriptionName,
        "\(name) is not that of the shards' pixels, which is \(right)")
    }
  }
}

extension DatasetVerifier {
  /// A source image, by its tree's name and its path in it, compared by their bytes.
  public struct SourceKey: Hashable, Sendable {
    private let exactSource: ExactText
    private let exactPath: ExactText

    /// The raw tree's name.
    public var source: String { exactSource.text }
    /// The path in the raw tree.
    public var path: String { exactPath.text }

    /// Creates a key.
    public init(source: String, path: String) {
      exactSource = ExactText(source)
      exactPath = ExactText(path)
    }
  }

  /// What accounts for a source image.
  public enum Account: Equatable, Sendable, CustomStringConvertible {
    /// A manifest, whose line has this digest: its face is in a shard.
    case kept(shard: String, row: Int, label: Int, RecordDigest)
    /// rejected.jsonl, whose line has this digest, for a reason.
    case rejected(String, RecordDigest)
    /// duplicates.jsonl.
    case duplicate

    /// Whether its face is in a shard.
    public var isKept: Bool {
      if case .kept = self { true } else { false }
    }

    /// The place, for a person to read.
    public var description: String {
      switch self {
      case .kept(let shard, let row, let label, _): "row \(row) of \(shard), with label \(label)"
      case .rejected(let reason, _): "\(ListFile.rejected.rawValue), as '\(reason)'"
      case .duplicate: ListFile.duplicates.rawValue
      }
    }
  }

  /// How many lines account for source images.
  struct LineCounts {
    var kept = 0
    var rejected: [String: Int] = [:]
    var duplicates = 0

    var found: Int { kept + duplicates + rejected.values.reduce(0, +) }
  }
}

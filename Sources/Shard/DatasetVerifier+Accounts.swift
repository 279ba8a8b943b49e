extension DatasetVerifier {
  /// What accounts for a face, or for what gave none.
  public enum Account: Equatable, Sendable, CustomStringConvertible {
    /// A manifest, whose line has this digest: the face is in a shard.
    case kept(shard: String, row: Int, label: Int, RecordDigest)
    /// rejected.jsonl, whose line has this digest, for a reason.
    case rejected(String, RecordDigest)
    /// duplicates.jsonl, excluded.jsonl or pruned.jsonl, with this identity.
    case leftOut(ListFile, identity: String)

    /// Whether its face was left out for its person's having too few.
    var isPruned: Bool {
      if case .leftOut(.pruned, _) = self { true } else { false }
    }

    /// Whether there is a face.
    var isAligned: Bool {
      if case .rejected = self { false } else { true }
    }

    /// Whether its face is in a shard.
    public var isKept: Bool {
      if case .kept = self { true } else { false }
    }

    /// The place, for a person to read.
    public var description: String {
      switch self {
      case .kept(let shard, let row, let label, _): "row \(row) of \(shard), with label \(label)"
      case .rejected(let reason, _): "\(ListFile.rejected.rawValue), as '\(reason)'"
      case .leftOut(let list, _): list.rawValue
      }
    }
  }

  /// How many lines account for source images.
  struct LineCounts {
    var kept = 0
    var rejected: [String: Int] = [:]
    var leftOut: [ListFile: Int] = [:]
    var conflicts = 0
    var unmatched: [UnmatchedRecord.Kind: Int] = [:]

    var aligned: Int { kept + leftOut.values.reduce(0, +) }
    var found: Int { aligned + rejected.values.reduce(0, +) }
  }
}

import Shard

/// What became of a photograph in a dataset, and why.
public enum EntryFate: Sendable {
  /// It is in a shard; and the line of duplicates.jsonl that says whose it may be too.
  case kept(Row, conflict: DuplicateRecord?)
  /// It is left out, because of one that is like it.
  case duplicate(DuplicateRecord)
  /// It is left out by name.
  case excluded(ExcludedRecord)
  /// It is left out, because its person has too few.
  case pruned(PrunedRecord)
  /// It gave no face.
  case rejected(reason: String, detail: String)
  /// It gave a face, and the run has not come to the selection.
  case aligned
  /// The run has not come to it.
  case pending

  /// Where a face is.
  public struct Row: Equatable, Sendable {
    /// The split that the shard is of.
    public let split: String
    /// The shard.
    public let shard: String
    /// The row in it.
    public let row: Int
    /// Its label.
    public let label: Int
    /// The name of the person of this label.
    public let name: String
  }

  /// The fate in one word, as the catalog has it where it has one.
  public var word: String {
    switch self {
    case .kept: "kept"
    case .duplicate: "duplicate"
    case .excluded: "excluded"
    case .pruned: "pruned"
    case .rejected: "rejected"
    case .aligned: "aligned"
    case .pending: "pending"
    }
  }

  /// What became of it and why, in a sentence.
  ///
  /// - Parameter conflicts: The dataset's --conflicts.
  func explanation(conflicts: String) -> String {
    switch self {
    case .kept(let row, let conflict):
      "kept: row \(row.row) of \(row.shard), in \(row.split), with label \(row.label)"
        + " (\(row.name))"
        + (conflict?.conflict.map { other in
          ", though its photograph is under \(other.identity) too, as \(other.face.place)"
            + " (--conflicts \(conflicts))"
        } ?? "")
    case .duplicate(let record): Self.explain(record, conflicts: conflicts)
    case .excluded(let record):
      "left out: its person is on a list of --exclude-names: \(record.name) is"
        + " '\(record.excludedAs)' there (\(record.how))"
    case .pruned(let record):
      "left out: its person has \(record.faces) \(record.faces == 1 ? "face" : "faces") that"
        + " \(record.faces == 1 ? "is no duplicate" : "are no duplicates"), and --min-images asks for"
        + " \(record.leastImages)"
    case .rejected(let reason, let detail): "rejected as \(reason): \(detail)"
    case .aligned: "it gave a face; the run is not done, and what stays is decided at its end"
    case .pending: "the run has not come to it yet"
    }
  }

  private static func explain(_ record: DuplicateRecord, conflicts: String) -> String {
    let similarity = "\(record.kind.rawValue), similarity \(record.similarity)"
    guard let other = record.conflict else {
      let kept = record.kept.map { $0.place } ?? "another one"
      return "left out: the same photograph as \(kept), which stands for both (\(similarity))"
    }
    let kept = record.kept.map { "\($0.place) is kept" } ?? "none of them is kept"
    return "left out: its photograph is under \(other.identity) too, as \(other.face.place)"
      + " (\(similarity)), and \(kept) (--conflicts \(conflicts))"
  }
}

extension FaceReference {
  /// Where a face comes from, in the middle of a sentence.
  public var place: String {
    "\(path) of \(source)" + (faceID.map { ", face \($0)" } ?? "")
  }
}

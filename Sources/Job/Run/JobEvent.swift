import Shard

/// What a run tells while it works.
public enum JobEvent: Sendable {
  /// The raw tree is being walked; how much was found so far.
  case crawling(found: Int)
  /// Images are being aligned.
  case aligning(AlignProgress)
  /// It is being decided which of the faces go into the dataset.
  case selecting(faces: Int)
  /// Shards are being written; how many of the faces are.
  case sharding(faces: Int, of: Int)
  /// The dataset's report is being made.
  case reporting
  /// Faces are being written in a trainer's format; how many are, and how many were before this run.
  case exporting(faces: Int, of: Int, before: Int)
  /// What was written is being put in place.
  case publishing
  /// Files that give no face, as soon as the catalog has them; only where
  /// ``JobSettings/tellsRejections`` is.
  case rejected([RejectedRecord])
  /// Something that the user should know.
  case note(String)
}

/// How far the alignment is.
public struct AlignProgress: Equatable, Sendable {
  /// How many images there are.
  public let total: Int
  /// How many gave a face.
  public var aligned = 0
  /// How many gave none.
  public var rejected = 0
  /// How many gave none for each reason.
  public var reasons: [String: Int] = [:]

  /// How many are done.
  public var done: Int { aligned + rejected }

  /// Creates the progress of a run that begins.
  public init(total: Int) {
    self.total = total
  }
}

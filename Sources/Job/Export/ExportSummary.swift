import Shard

/// What an export made.
public struct ExportSummary: Equatable, Sendable {
  /// The export's folder.
  public let output: String
  /// The format.
  public let format: ExportFormat
  /// How many faces each split has.
  public let splits: [Split: Int]
  /// How many labels there are.
  public let identities: Int
  /// How many faces this run wrote; the others were there from an earlier one.
  public let written: Int
  /// Whether the export is as it was, and nothing was written.
  public let isUnchanged: Bool

  /// How many faces it has.
  public var faces: Int { splits.values.reduce(0, +) }
}

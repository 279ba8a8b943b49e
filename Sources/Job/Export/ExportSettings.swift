import Shard

/// What an export is to be.
public struct ExportSettings: Sendable {
  /// The format.
  public let format: ExportFormat
  /// How faces are encoded: ``FaceEncoding/pixels`` where the format holds no image files.
  public let encoding: FaceEncoding
  /// The splits that are wanted, in order; those without faces are left out.
  public let splits: [Split]
  /// How many faces are encoded at once.
  public let jobs: Int
  /// Whether an export of other settings, or of another dataset, is replaced.
  public let overwrites: Bool
  /// Whether a disk with too little space is refused.
  public let checksSpace: Bool
  /// The tool's name and version.
  public let tool: String

  /// Creates settings; see the properties.
  public init(
    format: ExportFormat, encoding: FaceEncoding, splits: [Split] = Split.allCases, jobs: Int,
    overwrites: Bool = false, checksSpace: Bool = true, tool: String
  ) {
    self.format = format
    self.encoding = encoding
    self.splits = splits
    self.jobs = jobs
    self.overwrites = overwrites
    self.checksSpace = checksSpace
    self.tool = tool
  }
}

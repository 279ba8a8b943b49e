/// What a dataset says of a photograph.
public struct DatasetAccount: Sendable {
  /// The dataset's folder.
  public let folder: String
  /// Whether it is that of a run that has not made a dataset yet.
  public let isUnfinished: Bool
  /// How the photograph was found in it.
  public let found: Found
  /// The photograph wherever the dataset has it.
  public let entries: [DatasetEntry]
  /// The place among them of the one that was looked at; nil where there is none.
  public let shown: Int?
  /// What of that one is not as the catalog has it: `outcome`, `box`, `landmarks` or `pixels`.
  public let differences: [String]
  /// What is worth knowing besides, in a sentence each.
  public let notes: [String]

  /// How a photograph was found.
  public enum Found: String, Sendable {
    /// By the SHA-256 of its bytes.
    case digest = "sha256"
    /// By its path alone, because its bytes are others than were read, or were not read.
    case path
    /// Not at all.
    case nowhere
  }
}

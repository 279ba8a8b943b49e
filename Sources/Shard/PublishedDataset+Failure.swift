extension PublishedDataset {
  /// Why a folder cannot be opened as a dataset.
  public enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no dataset.json.
    case missing(folder: String)
    /// dataset.json cannot be read.
    case unreadable(FileFault)
    /// A run has put another dataset in its place meanwhile.
    case replaced(folder: String)
    /// dataset.json is not what this version writes.
    case malformed(folder: String, problem: String)

    /// What is wrong and what to do, in a sentence.
    public var description: String {
      switch self {
      case .missing(let folder):
        "\(folder): no dataset here (dataset.json is missing); name the output folder of a"
          + " finished run"
      case .unreadable(let fault): fault.description
      case .replaced(let folder):
        "\(folder): a run has put another dataset in place meanwhile; run the command again"
      case .malformed(let folder, let problem): "\(folder)/dataset.json: \(problem)"
      }
    }
  }
}

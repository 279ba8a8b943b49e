extension DatasetWriter {
  /// Why a dataset cannot be written.
  public enum Failure: Error, Equatable, Sendable, CustomStringConvertible {
    /// A file cannot be written.
    case file(FileFault)
    /// A split got another number of faces than its shards are named and sized for.
    case faces(Split, announced: Int, written: Int)
    /// A split's identities have another number of faces than it got.
    case identities(Split, faces: Int, written: Int)

    /// What is wrong, in a sentence.
    public var description: String {
      switch self {
      case .file(let fault): fault.description
      case .faces(let split, let announced, let written):
        "\(announced) faces were announced for the split '\(split.rawValue)', and \(written) came"
      case .identities(let split, let faces, let written):
        "the identities of the split '\(split.rawValue)' have \(faces) faces, and \(written) came"
      }
    }
  }
}

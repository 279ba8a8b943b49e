/// What to export, and how.
public struct ExportOptions: Equatable, Sendable {
  /// The dataset's path, in bytes.
  public let dataset: [UInt8]
  /// The export's path, in bytes.
  public let out: [UInt8]
  /// The format.
  public let format: ExportFormatName
  /// How faces are encoded.
  public let encoding: Encoding
  /// The splits that are taken.
  public let split: SplitName
  /// How many faces are encoded at once, or nil for as many as there are cores.
  public let jobs: Int?
  /// Whether another export is replaced.
  public let overwrites: Bool
  /// Whether a disk with too little space is refused.
  public let checksSpace: Bool
  /// How progress is told.
  public let progress: ProgressForm
  /// Whether nothing but errors is printed.
  public let isQuiet: Bool

  /// How faces are encoded.
  public enum Encoding: Equatable, Sendable {
    /// Not at all.
    case pixels
    /// As PNG.
    case png
    /// As JPEG of a quality from 1 to 100.
    case jpeg(quality: Int)
  }

  private static let defaultQuality = 95

  init(_ arguments: ParsedArguments) throws(UsageError) {
    dataset = try arguments.path(at: "DIR")
    out = try arguments.path(at: "OUT")
    format = try arguments.requiredChoice("format")
    encoding = try Self.encoding(arguments, format)
    split = try arguments.choice("split")
    jobs = try arguments.integerIfGiven("jobs")
    overwrites = arguments.flag("overwrite")
    checksSpace = !arguments.flag("no-space-check")
    progress = try arguments.choice("progress")
    isQuiet = arguments.flag("quiet")
  }

  private static func encoding(
    _ arguments: ParsedArguments, _ format: ExportFormatName
  ) throws(UsageError) -> Encoding {
    let name: EncodingName? = try arguments.choiceIfGiven("encoding")
    let quality = try arguments.integerIfGiven("quality")
    if format == .npz, name != nil || quality != nil {
      throw arguments.error(
        "--\(name != nil ? "encoding" : "quality") is for image files, and the format 'npz' holds"
          + " pixels; leave it out")
    }
    if name == .jpeg { return .jpeg(quality: quality ?? defaultQuality) }
    if quality != nil {
      throw arguments.error("--quality is for JPEG files; add --encoding jpeg, or leave it out")
    }
    return format == .npz ? .pixels : .png
  }
}

/// What to export, and how.
public struct ExportOptions: Equatable, Sendable {
  /// The dataset's path, in bytes.
  public let dataset: [UInt8]
  /// The export's path, in bytes.
  public let out: [UInt8]
  /// The format.
  public let format: ExportFormatName
  /// How faces are encoded; nil in a format that holds pixels.
  public let encoding: EncodingName?
  /// The JPEG's quality; nil without JPEG.
  public let quality: Int?
  /// The splits that are taken.
  public let split: SplitName
  /// How many faces are encoded at once, or nil for as many as there are cores.
  public let jobs: Int?
  /// Whether another export is replaced.
  public let overwrites: Bool
  /// Whether a disk with too little space is refused.
  public let checksSpace: Bool
  /// Whether nothing but errors is printed.
  public let isQuiet: Bool

  private static let defaultQuality = 95

  init(_ arguments: ParsedArguments) throws(UsageError) {
    dataset = try arguments.path(at: "DIR")
    out = try arguments.path(at: "OUT")
    format = try arguments.requiredChoice("format")
    let encoding: EncodingName? = try arguments.choiceIfGiven("encoding")
    let quality = try arguments.integerIfGiven("quality")
    if format == .npz, encoding != nil || quality != nil {
      throw arguments.error(
        "--\(encoding != nil ? "encoding" : "quality") is for image files, and the format 'npz' holds"
          + " pixels; leave it out")
    }
    if quality != nil && encoding != .jpeg {
      throw arguments.error("--quality is for JPEG files; add --encoding jpeg, or leave it out")
    }
    self.encoding = format == .npz ? nil : encoding ?? .png
    self.quality = encoding == .jpeg ? quality ?? Self.defaultQuality : nil
    split = try arguments.choice("split")
    jobs = try arguments.integerIfGiven("jobs")
    overwrites = arguments.flag("overwrite")
    checksSpace = !arguments.flag("no-space-check")
    isQuiet = arguments.flag("quiet")
  }
}

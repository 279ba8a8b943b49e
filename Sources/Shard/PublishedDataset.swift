import Foundation

/// dataset.json as a reader takes it: what is needed to open a dataset.
public struct PublishedDataset: Decodable, Sendable {
  /// A face's edge in pixels.
  @Count public var size: Int
  /// The order of a pixel's channels.
  public let channels: String
  /// The type of a channel's value.
  public let dtype: String
  /// Which landmarks were aligned.
  public let landmarks: String
  /// What became of the source images.
  public let counts: DatasetDescription.Counts
  /// The mean of red, green and blue, in levels; nil without faces.
  public let mean: [Double]?
  /// The deviation of red, green and blue, in levels; nil without faces.
  public let std: [Double]?
  /// Each split's files, by its name.
  public let splits: [String: DatasetDescription.SplitDescription]
  /// The digests of the lists, by their file names.
  public let lists: [String: String]

  /// The raw trees, in their order.
  public let sources: [Source]

  /// Every tensor and manifest, relative to the dataset's folder.
  public var shardFiles: [String] {
    splits.values.flatMap(\.shards).flatMap { [$0.tensor, $0.manifest] }
  }

  /// A raw tree.
  public struct Source: Equatable, Decodable, Sendable {
    /// What it is called.
    public let name: String
    /// How it is laid out.
    public let layout: String
    /// Which face of a photograph is taken; nil in datasets of the first versions.
    public let face: String?

    /// Creates a source; see the properties.
    public init(name: String, layout: String, face: String?) {
      self.name = name
      self.layout = layout
      self.face = face
    }
  }

  /// What says whether the rest can be read at all.
  private struct Format: Decodable {
    let format: String
    let version: Int
  }

  /// Far more than a dataset of a million shards needs.
  private static let fileLimit = 1 << 29
  /// Far more than a face needs; what is allocated for one stays small.
  private static let sizes = 1...4096

  /// Reads a folder's dataset.json.
  ///
  /// - Throws: ``Failure`` if it is missing, damaged or of another version.
  public static func open(_ folder: String) throws(Failure) -> PublishedDataset {
    try PublishedDataset(try bytes(in: folder), in: folder)
  }

  /// The bytes of a folder's dataset.json.
  ///
  /// - Throws: ``Failure`` if it is missing or cannot be read.
  public static func bytes(in folder: String) throws(Failure) -> [UInt8] {
    do throws(FileFault) {
      return try InputFile("\(folder)/\(Publication.descriptionName)").bytes(limit: fileLimit)
    } catch {
      let isMissing = error.cause == .system(ENOENT) || error.cause == .system(ENOTDIR)
      throw isMissing ? .missing(folder: folder) : .unreadable(error)
    }
  }

  /// Reads the bytes of a folder's dataset.json.
  ///
  /// - Throws: ``Failure`` if they are damaged or of another version.
  public init(_ bytes: [UInt8], in folder: String) throws(Failure) {
    guard bytes.first == UInt8(ascii: "{"), String(validating: bytes, as: UTF8.self) != nil else {
      throw .malformed(folder: folder, problem: "not a JSON object in UTF-8")
    }
    do {
      let data = Data(bytes)
      try Self.check(try JSONDecoder().decode(Format.self, from: data), in: folder)
      self = try JSONDecoder().decode(PublishedDataset.self, from: data)
    } catch let failure as Failure {
      throw failure
    } catch {
      let problem = (error as? DecodingError)?.problem ?? "\(error)"
      throw .malformed(folder: folder, problem: "not the description of a dataset: \(problem)")
    }
    guard channels == "RGB", dtype == "uint8", Self.sizes.contains(size) else {
      throw .malformed(
        folder: folder,
        problem: "faces of \(size)x\(size) pixels, channels '\(channels)' and type '\(dtype)' are"
          + " none that this program reads")
    }
  }

  private static func check(_ format: Format, in folder: String) throws(Failure) {
    guard format.format == DatasetDescription.format else {
      throw .malformed(folder: folder, problem: "the format is '\(format.format)'")
    }
    guard format.version == DatasetDescription.version else {
      throw .malformed(
        folder: folder,
        problem: "the version is \(format.version), and this program reads"
          + " \(DatasetDescription.version)")
    }
  }
}

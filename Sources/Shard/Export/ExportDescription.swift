import Foundation

/// What export.json says: what an export is, and of what.
public struct ExportDescription: Equatable, Sendable {
  /// The name of the file.
  public static let name = "export.json"
  /// The value of `format`.
  public static let format = "aligned-faces-export"
  /// The version of the format that is written and read.
  public static let version = 1

  /// What shapes an export: the same facts give the same bytes.
  public let facts: Facts
  /// The digests of its files, by their names. Image files of the format `images` are not among
  /// them.
  public let files: [String: String]

  /// What shapes an export.
  public struct Facts: Equatable, Sendable {
    /// The format.
    public let format: ExportFormat
    /// How the faces are encoded.
    public let encoding: FaceEncoding
    /// The splits that are in it, with how many faces each has.
    public let splits: [Split: Int]
    /// How many labels there are.
    public let identities: Int
    /// A face's edge in pixels.
    public let size: Int
    /// The mean and the deviation of red, green and blue of the dataset, in levels.
    public let mean: [Double]?, deviation: [Double]?
    /// The SHA-256 of the dataset's dataset.json.
    public let dataset: String
    /// The tool's name and version.
    public let tool: String
    /// The names and versions of the libraries that encode.
    public let libraries: [String]

    /// Creates facts; see the properties.
    public init(
      format: ExportFormat, encoding: FaceEncoding, splits: [Split: Int], identities: Int,
      size: Int, mean: [Double]?, deviation: [Double]?, dataset: String, tool: String,
      libraries: [String]
    ) {
      self.format = format
      self.encoding = encoding
      self.splits = splits
      self.identities = identities
      self.size = size
      self.mean = mean
      self.deviation = deviation
      self.dataset = dataset
      self.tool = tool
      self.libraries = libraries
    }
  }

  /// Creates a description; see the properties.
  public init(_ facts: Facts, files: [String: String]) {
    self.facts = facts
    self.files = files
  }

  /// The text of export.json.
  public var page: String {
    guard case .object(let members) = facts.json else { return "" }
    let files = JSONValue(sorted: files.mapValues(JSONValue.string))
    return DescriptionSeal.seal(
      JSONValue.object(members + [JSONValue.Member(key: "files", value: files)]).page)
  }
}

extension ExportDescription.Facts {
  /// All of the facts: where these are the same, so is the export.
  public var json: JSONValue {
    [
      "format": .string(ExportDescription.format), "version": .int(ExportDescription.version),
      "export": .string(format.rawValue), "encoding": JSONValue(encoding.name),
      "quality": encoding.quality.map(JSONValue.int) ?? .null,
      "size": .int(size), "channels": "RGB",
      "identities": .int(identities),
      "splits": .object(
        Split.allCases.compactMap { split in
          splits[split].map { JSONValue.Member(key: split.rawValue, value: ["faces": .int($0)]) }
        }),
      "mean": JSONValue(mean), "std": JSONValue(deviation),
      "dataset_sha256": .string(dataset), "tool": .string(tool),
      "libraries": .array(libraries.map(JSONValue.string)),
    ]
  }
}

/// export.json as a run that finds one takes it.
public struct PublishedExport: Decodable, Sendable {
  /// The format.
  public let export: String
  /// The SHA-256 of the dataset.json of the dataset that it was made of.
  public let dataset: String
  /// The digests of its files, by their names.
  public let files: [String: String]

  private enum CodingKeys: String, CodingKey {
    case export, files
    case dataset = "dataset_sha256"
  }
}

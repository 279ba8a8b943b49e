/// What dataset.json says: everything that a reader needs to open a dataset.
public struct DatasetDescription: Equatable, Sendable {
  /// The value of `format`.
  public static let format = "aligned-faces"
  /// The version of the format that is written and read.
  public static let version = 1

  /// What the run was given and made of.
  public let facts: Facts
  /// What became of the source images.
  public let counts: Counts
  /// The mean of red, green and blue over all faces, in levels; nil without faces.
  public let mean: [Double]?
  /// The deviation of red, green and blue over all faces, in levels; nil without faces.
  public let deviation: [Double]?
  /// Each split's files.
  public let splits: [Split: SplitDescription]
  /// The digests of the lists, by their file names.
  public let lists: [String: String]

  /// Every file that dataset.json names, relative to the dataset's folder.
  public var files: [String] {
    Split.allCases.flatMap { splits[$0]?.shards ?? [] }.flatMap { [$0.tensor, $0.manifest] }
      + ListFile.allCases.map(\.rawValue)
  }

  /// What a run was given: the same facts and the same images give the same dataset.
  public struct Facts: Equatable, Sendable {
    /// A face's edge in pixels.
    public let size: Int
    /// The landmarks that were aligned.
    public let landmarks: String
    /// The tool's name and version.
    public let tool: String
    /// The raw trees, as JSON objects.
    public let sources: [JSONValue]
    /// The options that shape the dataset.
    public let options: [String: JSONValue]
    /// The models' digests.
    public let models: [String: String]
    /// The libraries' names and versions.
    public let libraries: [String]

    /// Creates facts; see the properties.
    public init(
      size: Int, landmarks: String, tool: String, sources: [JSONValue],
      options: [String: JSONValue], models: [String: String], libraries: [String]
    ) {
      self.size = size
      self.landmarks = landmarks
      self.tool = tool
      self.sources = sources
      self.options = options
      self.models = models
      self.libraries = libraries
    }
  }

  /// What became of the source images: found = kept + duplicates + pruned + excluded + the rejected.
  public struct Counts: Equatable, Sendable {
    /// Everything that the crawl found, each face by itself of photographs that metadata has several
    /// labels for.
    public var found: Int
    /// What gave a face.
    public var aligned: Int
    /// What gave none, by reason.
    public var rejected: [String: Int]
    /// The faces left out as duplicates, or because they are under two people.
    public var duplicates: Int
    /// How many of these are like a face under another person.
    public var conflicts: Int
    /// The faces of people who are left out by name.
    public var excluded: Int
    /// The faces of people who have too few.
    public var pruned: Int
    /// The faces in the shards.
    public var kept: Int
    /// The people in the shards.
    public var identities: Int
    /// Rows of metadata whose photograph the trees do not have.
    public var rowsWithoutFile: Int
    /// Photographs that metadata does not tell of.
    public var filesWithoutRow: Int

    /// Creates counts; see the properties.
    public init(
      found: Int, aligned: Int, rejected: [String: Int], duplicates: Int, conflicts: Int = 0,
      excluded: Int = 0, pruned: Int = 0, kept: Int, identities: Int, rowsWithoutFile: Int = 0,
      filesWithoutRow: Int = 0
    ) {
      self.found = found
      self.aligned = aligned
      self.rejected = rejected
      self.duplicates = duplicates
      self.conflicts = conflicts
      self.excluded = excluded
      self.pruned = pruned
      self.kept = kept
      self.identities = identities
      self.rowsWithoutFile = rowsWithoutFile
      self.filesWithoutRow = filesWithoutRow
    }
  }

  /// One split's faces and files.
  public struct SplitDescription: Equatable, Decodable, Sendable {
    /// How many faces it holds.
    @Count public var faces: Int
    /// How many identities it holds.
    @Count public var identities: Int
    /// Its shards, in order.
    public let shards: [Shard]
  }

  /// A tensor and its manifest.
  public struct Shard: Equatable, Decodable, Sendable {
    /// The tensor file, relative to the dataset's folder.
    public let tensor: String
    /// The manifest file, relative to the dataset's folder.
    public let manifest: String
    /// How many faces they hold.
    @Count public var faces: Int
    /// The tensor file's digest.
    public let tensorSHA256: String
    /// The manifest file's digest.
    public let manifestSHA256: String

    private enum CodingKeys: String, CodingKey {
      case tensor, manifest, faces
      case tensorSHA256 = "tensor_sha256"
      case manifestSHA256 = "manifest_sha256"
    }
  }
}

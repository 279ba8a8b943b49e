/// What to align, and how.
public struct AlignOptions: Equatable, Sendable {
  /// The raw trees' paths, in bytes, and their names where they were given.
  public let raws: [NamedArgument]
  /// The dataset's path, in bytes.
  public let out: [UInt8]
  /// The edge of an aligned face, in pixels.
  public let size: Int
  /// The landmarks that are taken to their places.
  public let landmarks: LandmarkSet
  /// Whose arithmetic cuts the face out.
  public let warp: WarpKind
  /// How often an image is doubled before the search.
  public let upsample: Int
  /// The path of dlib's landmark model, in bytes.
  public let landmarkModel: [UInt8]
  /// How the raw trees are laid out: all, or that of a name.
  public let layouts: [NamedArgument]
  /// The files that say how the raw trees are laid out.
  public let manifests: [NamedArgument]
  /// Which face of a photograph is taken; nil for the one that the layout says.
  public let face: FaceKind?
  /// Whether all faces of a photograph are counted.
  public let countsFaces: Bool
  /// Whether speed goes before OpenFace's results.
  public let isFast: Bool
  /// Whether files are taken that are not those that metadata tells of.
  public let trustsFiles: Bool
  /// What people of the same name are.
  public let sameName: SameNameRule
  /// Which names are the same.
  public let names: NameMatching
  /// The paths of lists of people who are left out, in bytes.
  public let excludedNames: [[UInt8]]
  /// Which faces are left out as duplicates.
  public let duplicates: DuplicateRule
  /// What becomes of one photograph under two people.
  public let conflicts: ConflictRule
  /// Whether people who are probably one get one label.
  public let mergesProbable: Bool
  /// How many faces a person must have.
  public let leastImages: Int
  /// The share of the split `val`.
  public let valShare: Double
  /// What goes into one split as a whole.
  public let splitUnit: SplitKind
  /// What rows are shuffled with; nil where they are grouped.
  public let shuffleSeed: UInt64?
  /// The most pixels an image may have.
  public let maxPixels: Int
  /// Faces in a shard.
  public let shardSize: Int
  /// How many images are worked on at once, or nil for as many as there are cores.
  public let jobs: Int?
  /// How many seconds an image may take.
  public let timeout: Int
  /// Whether every face is made anew.
  public let overwrites: Bool
  /// Whether a disk with too little space is refused.
  public let checksSpace: Bool
  /// Whether report.html is written.
  public let writesReport: Bool
  /// Whether it is printed how long each stage took.
  public let showsTimings: Bool
  /// How progress is told.
  public let progress: ProgressForm
  /// The path, in bytes, of the file that each rejection is added to, if one is wanted.
  public let log: [UInt8]?
  /// Whether nothing but errors is printed.
  public let isQuiet: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    raws = try arguments.namedPaths(at: "RAW")
    out = try arguments.path(at: "OUT")
    size = try arguments.integer("size")
    landmarks = try arguments.choice("landmarks")
    warp = try arguments.choice("warp")
    upsample = try arguments.integer("upsample")
    landmarkModel = try arguments.path("landmark-model")
    layouts = try arguments.all("layout", ValueKind.named(from:))
    manifests = try arguments.all("manifest", ValueKind.named(from:))
    face = try arguments.choiceIfGiven("face")
    countsFaces = arguments.flag("count-faces")
    isFast = arguments.flag("fast")
    trustsFiles = arguments.flag("trust-files")
    sameName = try arguments.choice("same-name")
    names = try arguments.choice("names")
    excludedNames = try arguments.all("exclude-names", ValueKind.path(from:))
    duplicates = try arguments.choice("duplicates")
    conflicts = try arguments.choice("conflicts")
    mergesProbable = arguments.flag("merge-probable")
    leastImages = try arguments.integer("min-images")
    valShare = try arguments.share("val")
    splitUnit = try arguments.choice("split-by")
    shuffleSeed = try arguments.unsignedIfGiven("shuffle")
    maxPixels = try arguments.integer("max-pixels")
    shardSize = try arguments.integer("shard-size")
    jobs = try arguments.integerIfGiven("jobs")
    timeout = try arguments.integer("timeout")
    overwrites = arguments.flag("overwrite")
    checksSpace = !arguments.flag("no-space-check")
    writesReport = !arguments.flag("no-report")
    showsTimings = arguments.flag("timings")
    progress = try arguments.choice("progress")
    log = try arguments.pathIfGiven("log")
    isQuiet = arguments.flag("quiet")
  }
}

/// What to align, and how.
public struct AlignOptions: Equatable, Sendable {
  /// The raw tree's path, in bytes.
  public let raw: [UInt8]
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
  /// How the raw tree is laid out.
  public let layout: Layout
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
  /// Whether nothing but errors is printed.
  public let isQuiet: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    raw = try arguments.path(at: "RAW")
    out = try arguments.path(at: "OUT")
    size = try arguments.integer("size")
    landmarks = try arguments.choice("landmarks")
    warp = try arguments.choice("warp")
    upsample = try arguments.integer("upsample")
    landmarkModel = try arguments.path("landmark-model")
    layout = try arguments.choice("layout")
    maxPixels = try arguments.integer("max-pixels")
    shardSize = try arguments.integer("shard-size")
    jobs = try arguments.integerIfGiven("jobs")
    timeout = try arguments.integer("timeout")
    overwrites = arguments.flag("overwrite")
    checksSpace = !arguments.flag("no-space-check")
    isQuiet = arguments.flag("quiet")
  }
}

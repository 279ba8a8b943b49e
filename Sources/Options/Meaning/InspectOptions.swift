/// Which photograph to look at, and how.
public struct InspectOptions: Equatable, Sendable {
  /// The photograph's path, in bytes.
  public let image: [UInt8]
  /// The picture to draw; nil for none.
  public let picture: Picture?
  /// Whether the answer is a JSON object.
  public let isJSON: Bool
  /// The path, in bytes, of the dataset that is asked; nil for none.
  public let dataset: [UInt8]?
  /// Which of the dataset's entries of the photograph is looked at, from 1.
  public let entry: Int
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
  /// Which face of a photograph is taken.
  public let face: FaceKind
  /// Whether speed goes before OpenFace's results.
  public let isFast: Bool
  /// The most pixels an image may have.
  public let maxPixels: Int

  /// A picture to draw.
  public struct Picture: Equatable, Sendable {
    /// Its path, in bytes.
    public let path: [UInt8]
    /// Whether it is a JPEG; otherwise it is a PNG.
    public let isJPEG: Bool
  }

  /// Options that a dataset has its own of.
  private static let ofDataset = [
    "size", "landmarks", "warp", "upsample", "face", "fast", "max-pixels",
  ]

  init(_ arguments: ParsedArguments) throws(UsageError) {
    image = try arguments.path(at: "IMAGE")
    picture = try Self.picture(arguments)
    isJSON = arguments.flag("json")
    dataset = try arguments.pathIfGiven("dataset")
    entry = try arguments.integer("entry")
    size = try arguments.integer("size")
    landmarks = try arguments.choice("landmarks")
    warp = try arguments.choice("warp")
    upsample = try arguments.integer("upsample")
    landmarkModel = try arguments.path("landmark-model")
    face = try arguments.choice("face")
    isFast = arguments.flag("fast")
    maxPixels = try arguments.integer("max-pixels")
    if dataset != nil {
      if let given = Self.ofDataset.first(where: arguments.flag) {
        throw arguments.error(
          "--\(given) does not go with --dataset, which has the photograph looked at with the"
            + " dataset's own options; leave one of them out")
      }
    } else if arguments.flag("entry") {
      throw arguments.error("--entry is of a dataset's entries; add --dataset DIR, or leave it out")
    } else if face == .labelled {
      throw arguments.error(
        "--face labelled goes by metadata, which only a dataset has; add --dataset DIR, or take"
          + " another face")
    }
  }

  private static func picture(
    _ arguments: ParsedArguments
  ) throws(UsageError) -> Picture? {
    guard let path = try arguments.pathIfGiven("output") else { return nil }
    let end = String(decoding: path.suffix(5), as: UTF8.self).lowercased()
    let isJPEG = end.hasSuffix(".jpg") || end.hasSuffix(".jpeg")
    guard isJPEG || end.hasSuffix(".png") else {
      throw arguments.error(
        "--output takes the name of a .png, .jpg or .jpeg, not \(PrintableArgument(path))")
    }
    return Picture(path: path, isJPEG: isJPEG)
  }
}

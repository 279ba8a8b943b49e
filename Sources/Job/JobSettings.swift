import Align

/// What a run is given beside its raw tree and its output folder.
public struct JobSettings: Sendable {
  /// Where Debian's libdlib-data has the landmark model.
  public static let defaultLandmarkModel = "/usr/share/dlib/shape_predictor_68_face_landmarks.dat"

  /// What shapes a face.
  public let align: AlignSettings
  /// The landmark model's file.
  public let landmarkModel: String
  /// How many faces a shard holds.
  public let shardSize: Int
  /// How many workers there are.
  public let jobs: Int
  /// The tool's name and version.
  public let tool: String

  /// Creates settings.
  ///
  /// - Precondition: `shardSize` and `jobs` are positive.
  public init(
    align: AlignSettings = AlignSettings(), landmarkModel: String = defaultLandmarkModel,
    shardSize: Int = 8192, jobs: Int, tool: String
  ) {
    precondition(shardSize > 0 && jobs > 0, "shards hold faces, and somebody does the work")
    self.align = align
    self.landmarkModel = landmarkModel
    self.shardSize = shardSize
    self.jobs = jobs
    self.tool = tool
  }
}

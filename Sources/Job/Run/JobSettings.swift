import Align
import Crawl
import Select

/// What a run is given beside its raw tree and its output folder.
public struct JobSettings: Sendable {
  /// Where Debian's libdlib-data has the landmark model.
  public static let defaultLandmarkModel = "/usr/share/dlib/shape_predictor_68_face_landmarks.dat"
  /// How many seconds a worker has for an image: more than the largest that is accepted takes on a
  /// slow machine with other work.
  public static let defaultTimeout = 300

  /// What shapes a face.
  public let align: AlignSettings
  /// The landmark model's file.
  public let landmarkModel: String
  /// Which of a photograph's faces is taken; nil for the one that its tree's layout says.
  public let face: FaceChoice?
  /// Whether files are taken that are not those that metadata tells of.
  public let trustsFiles: Bool
  /// What goes into the dataset.
  public let selection: SelectionSettings
  /// The SHA-256 of each list of people who are left out.
  public let exclusionLists: [String]
  /// How many faces a shard holds.
  public let shardSize: Int
  /// How many workers there are.
  public let jobs: Int
  /// How many seconds a worker has for an image.
  public let timeout: Int
  /// Whether every face is made anew, whatever the output folder has.
  public let overwrites: Bool
  /// Whether a disk with less space than a run may need is refused.
  public let checksSpace: Bool
  /// Whether ``ReportJob/fileName`` is written beside the dataset.
  public let writesReport: Bool
  /// Whether each rejection is told of when it is noted (``JobEvent/rejected(_:)``).
  public let tellsRejections: Bool
  /// What is started for the workers.
  public let workerProgram: WorkerProgram
  /// The tool's name and version.
  public let tool: String

  /// Creates settings.
  ///
  /// - Precondition: `shardSize`, `jobs` and `timeout` are positive.
  public init(
    align: AlignSettings = AlignSettings(), landmarkModel: String = defaultLandmarkModel,
    face: FaceChoice? = nil, trustsFiles: Bool = false,
    selection: SelectionSettings = SelectionSettings(), exclusionLists: [String] = [],
    shardSize: Int = 8192, jobs: Int, timeout: Int = defaultTimeout, overwrites: Bool = false,
    checksSpace: Bool = true, writesReport: Bool = true, tellsRejections: Bool = false,
    workerProgram: WorkerProgram, tool: String
  ) {
    precondition(
      shardSize > 0 && jobs > 0 && timeout > 0, "shards hold faces, and somebody has time for them")
    self.align = align
    self.landmarkModel = landmarkModel
    self.face = face
    self.trustsFiles = trustsFiles
    self.selection = selection
    self.exclusionLists = exclusionLists
    self.shardSize = shardSize
    self.jobs = jobs
    self.timeout = timeout
    self.overwrites = overwrites
    self.checksSpace = checksSpace
    self.writesReport = writesReport
    self.tellsRejections = tellsRejections
    self.workerProgram = workerProgram
    self.tool = tool
  }
}

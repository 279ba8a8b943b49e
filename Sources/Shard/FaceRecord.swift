/// What a manifest says of one face.
public struct FaceRecord: Equatable, Sendable {
  /// The tensor file that holds the face, relative to the dataset's folder.
  public let shard: String
  /// The face's row in it.
  public let row: Int
  /// The identity's label.
  public let label: Int
  /// What the manifest says of the photograph and of the face in it.
  public let origin: FaceOrigin

  /// Creates a record; see the properties.
  public init(shard: String, row: Int, label: Int, origin: FaceOrigin) {
    self.shard = shard
    self.row = row
    self.label = label
    self.origin = origin
  }
}

/// Where a face comes from.
public struct FaceOrigin: Equatable, Sendable {
  /// The identity, as the raw tree names it.
  public let identity: String
  /// The raw tree's name.
  public let source: String
  /// The photograph's path in the raw tree.
  public let path: String
  /// Which of the photograph's faces it is, by the id that the tree's metadata gives it; nil where
  /// that gives none.
  public let faceID: String?
  /// The photograph's width in pixels, upright.
  public let width: Int
  /// The photograph's height in pixels, upright.
  public let height: Int
  /// How many faces were found in the photograph: 1 where the search ended with this one.
  public let faces: Int
  /// The face's box: left, top, right and bottom, inclusive pixels.
  public let box: [Int]
  /// The detector's confidence: how far above its threshold, 0 or more, without a unit.
  public let score: Double
  /// The aligned face's sharpness: the variance of its Laplacian, in squared levels.
  public let sharpness: Double
  /// The three landmarks that were aligned: x and y of each, in pixels.
  public let landmarks: [[Int]]
  /// The digest of the photograph's file.
  public let sha256: String

  /// Creates an origin; see the properties.
  public init(
    identity: String, source: String, path: String, faceID: String? = nil, width: Int, height: Int,
    faces: Int, box: [Int], score: Double, sharpness: Double, landmarks: [[Int]],
    sha256: String
  ) {
    self.identity = identity
    self.source = source
    self.path = path
    self.faceID = faceID
    self.width = width
    self.height = height
    self.faces = faces
    self.box = box
    self.score = score
    self.sharpness = sharpness
    self.landmarks = landmarks
    self.sha256 = sha256
  }
}

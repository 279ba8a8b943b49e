import Shard

/// The people who can be looked for on the page.
public struct PeopleDirectory {
  /// A person.
  public struct Person {
    /// The name.
    public let name: String
    /// The raw tree's place among the page's trees.
    public let source: Int
    /// Faces in the shards.
    public let kept: Int
    /// Faces left out.
    public let leftOut: Int
    /// Photographs that gave no face.
    public let rejected: Int
    /// The lowest score of the faces kept; nil where there are none.
    public let lowestScore: Double?
    /// The median sharpness of the faces kept; nil where there are none.
    public let sharpness: Double?
    /// What is to be said of the person; empty where nothing is.
    public let remark: String
    /// A picture's number in the page's table; nil where there is no room for one.
    public var picture: Int?
    /// Faces, as far as there is room for them.
    public var faces: [FaceCard]

    /// Creates a person; see the properties.
    public init(
      name: String, source: Int, kept: Int, leftOut: Int, rejected: Int, lowestScore: Double?,
      sharpness: Double?, remark: String, picture: Int? = nil, faces: [FaceCard] = []
    ) {
      self.name = name
      self.source = source
      self.kept = kept
      self.leftOut = leftOut
      self.rejected = rejected
      self.lowestScore = lowestScore
      self.sharpness = sharpness
      self.remark = remark
      self.picture = picture
      self.faces = faces
    }
  }

  /// Those that the page has.
  public var people: [Person] = []
  /// How many there are in all.
  public var count = 0

  /// Creates a directory without people.
  public init() {}
}

extension PeopleDirectory.Person {
  /// The value that the page's script reads: arrays, because there may be ten thousand.
  public var json: JSONValue {
    .array([
      .string(name.shown(FaceCard.nameLimit)), .int(source), .int(kept),
      .int(leftOut), .int(rejected), Self.number(lowestScore, decimals: 2),
      Self.number(sharpness, decimals: 0),
      .string(remark.shown(FaceCard.nameLimit)), picture.map(JSONValue.int) ?? .null,
      .array(faces.map(\.json)),
    ])
  }

  private static func number(_ value: Double?, decimals: Int) -> JSONValue {
    value.map { JSONValue($0, decimals: decimals) } ?? .null
  }
}

extension FaceCard {
  /// The value that the page's script reads.
  public var json: JSONValue {
    .array([
      picture.map(JSONValue.int) ?? .null, .string(source.shown(Self.sourceLimit)),
      .string(path.shown(Self.pathLimit)), .string((faceID ?? "").shown(Self.nameLimit)),
      .string(fate), .int(width), JSONValue(score, decimals: 3),
      JSONValue(sharpness, decimals: 1), JSONValue(rotation, decimals: 1), .string(place ?? ""),
    ])
  }
}

/// Everything that a report's page shows.
public struct ReportContents {
  /// What the page is about: the raw trees' names.
  public var title = ""
  /// The program and its version.
  public var tool = ""
  /// The SHA-256 of the dataset.json that the page is of.
  public var dataset = ""
  /// How many people have a label.
  public var people = 0
  /// How many files of pixels there are.
  public var shards = 0
  /// What became of everything.
  public var flow = Flow(found: 0, rejected: [], leftOut: [], splits: [])
  /// What somebody who knows such datasets would look at first.
  public var findings: [Finding] = []
  /// What was asked for, such as `--size 96`: names and values.
  public var options: [(name: String, value: String)] = []
  /// The mean face and the deviation of all, and the means of the people with the most faces.
  public var means: [Mean] = []
  /// How measures are distributed.
  public var distributions: [Distribution] = []
  /// Contact sheets of faces.
  public var sheets: [Sheet] = []
  /// Photographs that gave no face, by reason.
  public var rejected: [RejectedGroup] = []
  /// Faces left out because one like them is kept.
  public var duplicates = PairList()
  /// Photographs under two people.
  public var conflicts = PairList()
  /// People who are probably one.
  public var probable: [ProbablePair] = []
  /// How many such pairs there are.
  public var probableCount = 0
  /// People who are left out by name, or for too few faces.
  public var absent: [AbsentGroup] = []
  /// The people who can be looked for.
  public var directory = PeopleDirectory()
  /// Each raw tree by itself.
  public var sources: [SourceSummary] = []
  /// The pictures that cards refer to.
  public var pictures = PictureTable()

  /// Creates contents without anything.
  public init() {}

  /// A remark on the dataset, with where the page shows more of it.
  public struct Finding: Equatable, Sendable {
    /// What it is, in a sentence.
    public let text: String
    /// The id of the section.
    public let section: String

    /// Creates a finding; see the properties.
    public init(_ text: String, section: String) {
      self.text = text
      self.section = section
    }
  }

  /// A picture made of many faces.
  public struct Mean: Equatable, Sendable {
    /// Whose.
    public let name: String
    /// What it is made of.
    public let note: String
    /// The picture.
    public let picture: Picture

    /// Creates a mean; see the properties.
    public init(name: String, note: String, picture: Picture) {
      self.name = name
      self.note = note
      self.picture = picture
    }
  }

  /// A contact sheet.
  public struct Sheet: Equatable, Sendable {
    /// What it shows, in a word or two.
    public let name: String
    /// The same in a sentence, with what to look for.
    public let meaning: String
    /// The faces.
    public let faces: [FaceCard]

    /// Creates a sheet; see the properties.
    public init(name: String, meaning: String, faces: [FaceCard]) {
      self.name = name
      self.meaning = meaning
      self.faces = faces
    }
  }

  /// Photographs that gave no face for one reason.
  public struct RejectedGroup: Equatable, Sendable {
    /// The reason, as in rejected.jsonl.
    public let reason: String
    /// What it means and what can be done.
    public let meaning: String
    /// How many there are.
    public let count: Int
    /// Some of them.
    public let examples: [RejectedCard]

    /// Creates a group; see the properties.
    public init(reason: String, meaning: String, count: Int, examples: [RejectedCard]) {
      self.reason = reason
      self.meaning = meaning
      self.count = count
      self.examples = examples
    }
  }

  /// A file that gave no face.
  public struct RejectedCard: Equatable, Sendable {
    /// The picture's number in the page's table; nil where there is none.
    public let picture: Int?
    /// The width of the picture over its height; nil where there is none.
    public let shape: Double?
    /// The raw tree's name.
    public let source: String
    /// The path in it.
    public let path: String
    /// What rejected.jsonl says of it.
    public let detail: String
    /// Where metadata has the face: left, top, width and height as parts of the photograph's.
    public let box: [Double]?

    /// Creates a card; see the properties.
    public init(
      picture: Int?, shape: Double?, source: String, path: String, detail: String, box: [Double]?
    ) {
      self.picture = picture
      self.shape = shape
      self.source = source
      self.path = path
      self.detail = detail
      self.box = box
    }
  }

  /// Pairs of faces that are alike.
  public struct PairList: Equatable, Sendable {
    /// How many there are in all.
    public var count = 0
    /// Some of them.
    public var pairs: [Pair] = []
    /// Whether these are all.
    public var isComplete = true

    /// Creates a list without pairs.
    public init() {}
  }

  /// Two faces that are alike.
  public struct Pair: Equatable, Sendable {
    /// The one that is left out.
    public let one: FaceCard
    /// The one that stays, or that it is in conflict with.
    public let other: FaceCard
    /// How alike they are, from 0 to 1.
    public let similarity: Double
    /// `exact` or `near`.
    public let kind: String
    /// What became of the two, in words.
    public let outcome: String

    /// Creates a pair; see the properties.
    public init(
      one: FaceCard, other: FaceCard, similarity: Double, kind: String, outcome: String
    ) {
      self.one = one
      self.other = other
      self.similarity = similarity
      self.kind = kind
      self.outcome = outcome
    }
  }

  /// Two people who are probably one.
  public struct ProbablePair: Equatable, Sendable {
    /// A name and the tree it is in.
    public let one: String
    /// The other's.
    public let other: String
    /// How many photographs they share.
    public let shared: Int
    /// Faces of the one.
    public let faces: [FaceCard]
    /// Faces of the other.
    public let otherFaces: [FaceCard]

    /// Creates a pair; see the properties.
    public init(
      one: String, other: String, shared: Int, faces: [FaceCard], otherFaces: [FaceCard]
    ) {
      self.one = one
      self.other = other
      self.shared = shared
      self.faces = faces
      self.otherFaces = otherFaces
    }
  }

  /// People who are not in the dataset, and why.
  public struct AbsentGroup: Equatable, Sendable {
    /// Why.
    public let title: String
    /// How many people.
    public let count: Int
    /// Some of their names, with how many faces each has.
    public let people: [(name: String, faces: Int)]

    /// Creates a group; see the properties.
    public init(title: String, count: Int, people: [(name: String, faces: Int)]) {
      self.title = title
      self.count = count
      self.people = people
    }

    /// Whether two groups say the same.
    public static func == (one: AbsentGroup, other: AbsentGroup) -> Bool {
      one.title == other.title && one.count == other.count
        && one.people.elementsEqual(other.people) { $0.name == $1.name && $0.faces == $1.faces }
    }
  }
}

import Shard

/// What a catalog has, in numbers.
public struct CountedCatalog: Sendable {
  /// Everything that was found.
  public internal(set) var found = 0
  /// Images that wait to be aligned.
  public internal(set) var pending = 0
  /// What gave no face, by reason.
  public internal(set) var rejected: [String: Int] = [:]
  /// Faces of which a run has not decided yet what becomes of them.
  public internal(set) var undecided = 0
  /// What became of faces; of a run that has not ended nothing is decided.
  public internal(set) var selected: Selected?
  /// Each raw tree by itself.
  public internal(set) var sources: [Source] = []
  /// What measures are like, of the faces that are kept, or of all where nothing is decided yet.
  public internal(set) var measures: [Measure] = []

  /// What became of a dataset's faces.
  public struct Selected: Sendable {
    /// What dataset.json counts.
    public let counts: DatasetDescription.Counts
    /// Each split's files.
    public let splits: [Split: DatasetDescription.SplitDescription]
  }

  /// A raw tree.
  public struct Source: Sendable {
    /// Its name, its layout, and which of a photograph's faces is taken.
    public let name, layout, face: String
    /// Everything that was found in it, and what of it waits.
    public let found, pending: Int
    /// What gave no face, by reason.
    public let rejected: [String: Int]
    /// What became of its faces.
    public let kept, duplicates, excluded, pruned, undecided: Int
    /// How many people have a photograph in it.
    public let people: Int
  }

  /// A measure and what its values are like.
  public struct Measure: Sendable {
    /// What is measured, as JSON has it, and for people.
    public let name, title: String
    /// What the values are like.
    public let quantiles: Quantiles
    /// How many decimals people need.
    public let decimals: Int
  }

  /// Counts nothing: of a run that has only begun.
  init() {}

  /// Everything that gave a face.
  public var aligned: Int {
    selected?.counts.aligned ?? undecided
  }
}

extension CountedCatalog {
  /// Counts a catalog.
  ///
  /// - Parameter dataset: The dataset that it is of; nil of a run that has not ended.
  init(_ table: CatalogTable, of dataset: PublishedDataset? = nil) {
    var people = [Int](repeating: 0, count: table.sources.count)
    for person in table.people { people[person.source] += 1 }
    sources = zip(table.sources, people).map { tally, people in
      Source(
        name: tally.source.name, layout: tally.source.layout, face: tally.source.face,
        found: tally.found, pending: tally.pending, rejected: tally.rejected, kept: tally.kept,
        duplicates: tally.duplicates, excluded: tally.excluded, pruned: tally.pruned,
        undecided: tally.undecided, people: people)
    }
    found = sources.reduce(0) { $0 + $1.found }
    pending = sources.reduce(0) { $0 + $1.pending }
    undecided = sources.reduce(0) { $0 + $1.undecided }
    for source in sources { rejected.merge(source.rejected, uniquingKeysWith: +) }
    if let dataset {
      selected = Selected(
        counts: dataset.counts,
        splits: Dictionary(
          uniqueKeysWithValues: Split.allCases.compactMap { split in
            dataset.splits[split.rawValue].map { (split, $0) }
          }))
    }
    measures = Self.measures(table, isSelected: dataset != nil)
  }

  private static func measures(_ table: CatalogTable, isSelected: Bool) -> [Measure] {
    let faces = table.faces
    let counted = faces.fates.indices.filter { !isSelected || faces.fates[$0] == .kept }
    let people: [Float] =
      isSelected
      ? PeopleSums(table).kept.map { Float($0.faces) }
      : table.people.filter { $0.undecided > 0 }.map { Float($0.undecided) }
    func of(_ values: [Float]) -> [Float] { counted.map { values[$0] } }
    let all: [(String, String, [Float], Int)] = [
      ("faces_per_person", "faces of a person", people, 0),
      ("face_width", "face width, pixels", of(faces.widths), 0),
      ("scale", "scale", of(faces.scales), 2),
      ("score", "score", of(faces.scores), 2),
      ("sharpness", "sharpness", of(faces.sharpnesses), 0),
      ("rotation", "rotation, degrees", of(faces.rotations), 1),
    ]
    return all.compactMap { name, title, values, decimals in
      Quantiles(values).map {
        Measure(name: name, title: title, quantiles: $0, decimals: decimals)
      }
    }
  }
}

/// A table's people by their labels: identities that were joined are one.
struct PeopleSums {
  /// A person with faces in the shards.
  struct Person {
    let label: Int
    /// The raw tree of the first identity, from 0.
    let source: Int
    var faces: Int
  }

  /// In the order of the labels.
  let kept: [Person]

  init(_ table: CatalogTable) {
    var people: [Int: Person] = [:]
    for tally in table.people {
      guard let label = tally.label else { continue }
      people[label, default: Person(label: label, source: tally.source, faces: 0)].faces +=
        tally.kept
    }
    kept = people.values.sorted { $0.label < $1.label }
  }
}

import Names
import Shard

/// Decides what becomes of every face.
public struct Selection: Sendable {
  /// What becomes of each candidate.
  public let fates: [Fate]
  /// Of faces that are kept though their photograph is under another person too, what of it.
  public let keptConflicts: [Int: Fate.Duplicate]
  /// How many pairs of people are probably one, whether they are kept or not.
  public let probablePairs: Int
  /// The people that are kept, by their labels.
  public let people: [Person]
  /// The candidates that go into each split, in the order of its rows.
  public let rows: [Split: [Int]]
  /// The names that could be those of several people, and were not joined.
  public let ambiguities: [People.Ambiguity]

  /// How many candidates are left out, by what becomes of them.
  public var leftOut: [Fate.Kind: Int] {
    fates.reduce(into: [:]) { counts, fate in
      if fate.kind != .kept { counts[fate.kind, default: 0] += 1 }
    }
  }

  /// Somebody in the dataset.
  public struct Person: Equatable, Sendable {
    /// The person's identities: the first names the person, and the others were joined to it.
    public let identities: [Member]
    /// Those that the person is probably the same as, and how many photographs they share.
    public let probable: [Probable]
    /// How many faces each split has of them.
    public let faces: [Split: Int]
  }

  /// One of a person's identities.
  public struct Member: Equatable, Sendable {
    /// The identity: an index.
    public let identity: Int
    /// Why it is this person's; nil for the first.
    public let joined: People.Joined?
  }

  /// Somebody who is probably the same person.
  public struct Probable: Equatable, Sendable {
    /// The first of that one's identities: an index.
    public let identity: Int
    /// How many photographs they share.
    public let shared: Int
  }

  /// Selects.
  ///
  /// - Parameters:
  ///   - candidates: All aligned faces, in the order of the trees and their paths.
  ///   - descriptors: What they look like, in the same order.
  ///   - identities: All identities, in the order of the trees and of their first faces.
  ///   - settings: What to leave out.
  ///   - isCancelled: Asked now and then whether the selection is still wanted. One that is not says
  ///     nothing.
  public init(
    _ candidates: [Candidate], _ descriptors: Descriptors, _ identities: [Identity],
    settings: SelectionSettings, isCancelled: () -> Bool = { false }
  ) {
    var people = People(identities, settings: settings)
    ambiguities = people.ambiguities
    let groups = FaceGroups(
      candidates, descriptors, settings.duplicates, isCancelled: isCancelled
    ).groups
    var persons = identities.indices.map { people.person(of: $0) }
    let probable = ProbablePairs(
      people: candidates.map { persons[$0.identity] }, groups: groups
    ).pairs
    if settings.mergesProbable {
      for pair in probable { people.join(pair.one, to: pair.other) }
      persons = identities.indices.map { people.person(of: $0) }
    }
    var draft = SelectionDraft(candidates, descriptors, persons: persons)
    draft.exclude(Exclusions(identities, persons, people, settings).byIdentity)
    draft.resolve(groups, conflicts: settings.conflicts)
    draft.prune(below: settings.leastImages)
    let layout = RowLayout(draft, identities, settings)
    fates = draft.fates(layout)
    keptConflicts = draft.keptConflicts
    probablePairs = settings.mergesProbable ? 0 : probable.count
    rows = layout.rows
    let members = Dictionary(grouping: identities.indices) { persons[$0] }
    let partners = settings.mergesProbable ? [:] : Self.partners(in: probable)
    self.people = layout.people.map { person in
      Person(
        identities: (members[person] ?? []).map {
          Member(identity: $0, joined: people.joined[$0])
        },
        probable: partners[person] ?? [], faces: layout.faces[person] ?? [:])
    }
  }

  /// Those that each person is probably the same as, in order.
  private static func partners(in pairs: [ProbablePairs.Pair]) -> [Int: [Probable]] {
    var partners: [Int: [Probable]] = [:]
    for pair in pairs {
      partners[pair.one, default: []].append(Probable(identity: pair.other, shared: pair.shared))
      partners[pair.other, default: []].append(Probable(identity: pair.one, shared: pair.shared))
    }
    return partners.mapValues { $0.sorted { $0.identity < $1.identity } }
  }
}

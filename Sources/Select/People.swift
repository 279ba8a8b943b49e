import Names

/// Which identities are one person, and how that is known.
public struct People: Sendable {
  /// Why an identity is taken for the same person as another one.
  public enum Reason: Hashable, Sendable {
    /// Their names match.
    case name(NameMatch)
    /// They share photographs.
    case photographs

    /// The reason's name in identities.jsonl.
    public var text: String {
      switch self {
      case .name(let match): match.rawValue
      case .photographs: "shared_photographs"
      }
    }
  }

  /// An identity that was joined to an earlier one.
  public struct Joined: Equatable, Sendable {
    /// The identity that it was joined to, or one of that person's: an index.
    public let to: Int
    /// Why.
    public let reason: Reason
  }

  /// A name that was not joined, because it could be that of several people.
  public struct Ambiguity: Equatable, Sendable {
    /// The identity: an index.
    public let identity: Int
    /// Some of those that it could be, or that it would be beside.
    public let candidates: [Int]
  }

  /// Why identities were joined, by their indices.
  public private(set) var joined: [Int: Joined] = [:]
  /// The names that were not joined because they are not clear.
  public private(set) var ambiguities: [Ambiguity] = []
  private var sets: DisjointSets
  /// The identities of each person who has several, by the first.
  private var members: [Int: [Int]] = [:]

  /// Finds the identities of different trees that have the same name.
  ///
  /// A name joins only where it is clear: where it is that of one person in each tree, and goes with
  /// all names that the person has. Names without a letter are numbers, and join nobody.
  ///
  /// - Parameters:
  ///   - identities: All identities, those of one tree after those of another.
  ///   - settings: Whether names join at all, and which are the same.
  public init(_ identities: [Identity], settings: SelectionSettings) {
    sets = DisjointSets(count: identities.count)
    let trees = Dictionary(grouping: identities.indices) { identities[$0].source }
      .sorted { $0.key < $1.key }.map(\.value)
    guard settings.sameName == .merge, trees.count > 1 else { return }
    var known = KnownNames(identities)
    for tree in trees {
      join(tree, known, close: false)
      if settings.names == .close {
        let unclear = Set(ambiguities.map(\.identity))
        join(tree.filter { !unclear.contains($0) }, known, close: true)
      }
      for identity in tree { known.admit(identity, as: person(of: identity)) }
    }
  }

  /// Joins the identities of one tree to those of trees before it.
  private mutating func join(_ tree: [Int], _ known: KnownNames, close: Bool) {
    var claims: [Int: [(identity: Int, match: NameMatch, to: Int)]] = [:]
    // Who has somebody of this tree already is nobody else of it.
    let taken = Set(tree.filter { joined[$0] != nil }.map { person(of: $0) })
    for identity in tree where joined[identity] == nil {
      let free = known.holders(of: identity, close: close).filter {
        !taken.contains(person(of: $0.identity))
      }
      let people = Set(free.map { person(of: $0.identity) })
      guard let first = free.first, let person = people.first else { continue }
      if people.count > 1 || close && !goes(identity, with: person, known) {
        ambiguities.append(
          Ambiguity(identity: identity, candidates: free.prefix(Self.most).map(\.identity)))
      } else {
        claims[person, default: []].append((identity, first.match, first.identity))
      }
    }
    for (_, claims) in claims.sorted(by: { $0.key < $1.key }) { settle(claims) }
  }

  /// How many candidates of an ambiguity are named.
  private static let most = 3

  /// Joins an identity to a person, unless others of its tree could be the same.
  private mutating func settle(_ claims: [(identity: Int, match: NameMatch, to: Int)]) {
    for claim in claims {
      if claims.count == 1 {
        unite(claim.identity, with: claim.to)
        joined[claim.identity] = Joined(to: claim.to, reason: .name(claim.match))
      } else {
        let others = claims.prefix(Self.most).map(\.identity).filter { $0 != claim.identity }
        ambiguities.append(Ambiguity(identity: claim.identity, candidates: [claim.to] + others))
      }
    }
  }

  /// Whether a name matches all that a person has: those of two people may match that of a third.
  private func goes(_ identity: Int, with person: Int, _ known: KnownNames) -> Bool {
    (members[person] ?? [person]).allSatisfy { known.match(identity, $0) }
  }

  /// Joins the people of two identities that share photographs.
  mutating func join(_ identity: Int, to other: Int) {
    let (one, another) = (person(of: identity), person(of: other))
    if one == another { return }
    unite(one, with: another)
    // Who is the first of theirs was joined to nobody yet.
    joined[max(one, another)] = Joined(
      to: one < another ? identity : other, reason: .photographs)
  }

  private mutating func unite(_ identity: Int, with other: Int) {
    let (one, another) = (person(of: identity), person(of: other))
    let all =
      (members.removeValue(forKey: one) ?? [one])
      + (members.removeValue(forKey: another) ?? [another])
    sets.join(one, another)
    members[min(one, another)] = all
  }

  /// The person that an identity is: the first of the identities that are the same.
  public mutating func person(of identity: Int) -> Int { sets.find(identity) }
}

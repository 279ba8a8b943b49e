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
    /// The identity that it was joined to: an index.
    public let to: Int
    /// Why.
    public let reason: Reason
  }

  /// A name that was not joined, because it could be that of several people.
  public struct Ambiguity: Equatable, Sendable {
    /// The identity: an index.
    public let identity: Int
    /// Those that it could be, and itself where its own tree has the name twice.
    public let candidates: [Int]
  }

  /// Why identities were joined, by their indices.
  public private(set) var joined: [Int: Joined] = [:]
  /// The names that were not joined because they are not clear.
  public private(set) var ambiguities: [Ambiguity] = []
  private var sets: DisjointSets

  /// Finds the identities of different trees that have the same name.
  ///
  /// A name joins only where it is clear: where it is that of one person in each tree. Names
  /// without a letter are numbers, and join nobody.
  ///
  /// - Parameters:
  ///   - identities: All identities, those of one tree after those of another.
  ///   - settings: Whether names join at all, and which are the same.
  public init(_ identities: [Identity], settings: SelectionSettings) {
    sets = DisjointSets(count: identities.count)
    let sources = Set(identities.map(\.source)).sorted()
    guard settings.sameName == .merge, sources.count > 1 else { return }
    let names = identities.map { PersonName($0.isNamed ? $0.name : "") }
    let index = NameIndex(names)
    for source in sources.dropFirst() {
      let own = identities.indices.filter { identities[$0].source == source }
      join(own, of: identities, source, index, close: false)
      if settings.names == .close { join(own, of: identities, source, index, close: true) }
    }
  }

  /// Joins the identities of one tree to those of trees before it.
  private mutating func join(
    _ own: [Int], of identities: [Identity], _ source: Int, _ index: NameIndex, close: Bool
  ) {
    var claims: [Int: [(identity: Int, match: NameMatch, to: Int)]] = [:]
    // Who has somebody of this tree already is nobody else of it.
    let taken = Set(own.filter { joined[$0] != nil }.map { person(of: $0) })
    for identity in own where joined[identity] == nil {
      let matches = index.matches(of: index.names[identity], close: close).filter {
        close == ($0.match != .exact) && identities[$0.index].source < source
      }
      let free = matches.filter { !taken.contains(person(of: $0.index)) }
      let people = Set(free.map { person(of: $0.index) })
      if people.count > 1 {
        ambiguities.append(Ambiguity(identity: identity, candidates: free.map(\.index)))
      } else if let person = people.first, let first = free.first {
        claims[person, default: []].append((identity, first.match, first.index))
      }
    }
    for (_, claims) in claims.sorted(by: { $0.key < $1.key }) {
      if claims.count == 1, let claim = claims.first {
        joined[claim.identity] = Joined(to: claim.to, reason: .name(claim.match))
        sets.join(claim.identity, claim.to)
      } else {
        for claim in claims {
          ambiguities.append(
            Ambiguity(
              identity: claim.identity, candidates: [claim.to] + claims.map(\.identity)))
        }
      }
    }
  }

  /// Joins two identities that share photographs.
  mutating func join(_ identity: Int, to other: Int) {
    let (one, later) = (min(identity, other), max(identity, other))
    if person(of: one) == person(of: later) { return }
    sets.join(one, later)
    if joined[later] == nil { joined[later] = Joined(to: one, reason: .photographs) }
  }

  /// The person that an identity is: the first of the identities that are the same.
  public mutating func person(of identity: Int) -> Int { sets.find(identity) }
}

extension Identity {
  /// Whether the person has a name rather than a number.
  var isNamed: Bool { name.unicodeScalars.contains(where: \.properties.isAlphabetic) }
}

import Names

/// The names of the identities of trees that were looked at already.
///
/// A name that very many have, as "Unknown" is, takes no more than one that two have.
struct KnownNames {
  /// The distinct names, and which of them each identity has; nil for those that have none.
  private let index: NameIndex
  private let places: [Int?]
  /// An identity of each of the first two people who have a name.
  private var holders: [[(identity: Int, person: Int)]]

  init(_ identities: [Identity]) {
    var distinct: [PersonName] = []
    var placesByKey: [String: Int] = [:]
    places = identities.map { identity in
      let name = PersonName(identity.isNamed ? identity.name : "")
      if name.isEmpty { return nil }
      let place = placesByKey[name.key, default: distinct.count]
      if place == distinct.count { distinct.append(name) }
      placesByKey[name.key] = place
      return place
    }
    index = NameIndex(distinct)
    holders = Array(repeating: [], count: distinct.count)
  }

  /// Notes that an identity is a person's.
  mutating func admit(_ identity: Int, as person: Int) {
    guard let place = places[identity], holders[place].count < 2,
      !holders[place].contains(where: { $0.person == person })
    else { return }
    holders[place].append((identity, person))
  }

  /// The identities that were admitted whose names match that of another one: exactly, or closely and
  /// not exactly.
  func holders(of identity: Int, close: Bool) -> [(identity: Int, match: NameMatch)] {
    guard let place = places[identity] else { return [] }
    if !close { return holders[place].map { ($0.identity, .exact) } }
    return index.matches(of: index.names[place], close: true).filter { $0.match != .exact }
      .flatMap { other in holders[other.index].map { ($0.identity, other.match) } }
  }

  /// Whether the names of two identities match, exactly or closely.
  func match(_ identity: Int, _ other: Int) -> Bool {
    guard let one = places[identity], let another = places[other] else { return false }
    return index.names[one].match(index.names[another], close: true) != nil
  }
}

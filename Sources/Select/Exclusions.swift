import Names

/// Who is left out because their name is on a list.
struct Exclusions {
  /// The identities that are left out, and why: by their own name, or else by the first one of their
  /// person that matches.
  let byIdentity: [Int: Fate.Exclusion]

  /// Looks up every identity.
  ///
  /// - Parameters:
  ///   - identities: All identities.
  ///   - persons: The person that each is.
  ///   - people: Why identities are one person.
  ///   - settings: The list, and which names are the same.
  init(
    _ identities: [Identity], _ persons: [Int], _ people: People, _ settings: SelectionSettings
  ) {
    guard !settings.excluded.isEmpty else {
      byIdentity = [:]
      return
    }
    let index = NameIndex(settings.excluded)
    var own: [Int: Fate.Exclusion] = [:]
    var firsts: [Int: Fate.Exclusion] = [:]
    for (identity, person) in persons.enumerated() {
      let matches = index.matches(
        of: PersonName(identities[identity].name), close: settings.names == .close)
      // An exact match says more than a close one that happens to come before it.
      guard let match = matches.first(where: { $0.match == .exact }) ?? matches.first else {
        continue
      }
      own[identity] = Fate.Exclusion(
        identity: identity, name: match.index, match: match.match, joined: nil)
      firsts[person] = firsts[person] ?? own[identity]
    }
    byIdentity = Dictionary(
      uniqueKeysWithValues: persons.enumerated().compactMap { identity, person in
        if let exclusion = own[identity] { return (identity, exclusion) }
        guard let first = firsts[person] else { return nil }
        // The first of a person's identities is joined to none; then it is the other that was.
        let reason = (people.joined[identity] ?? people.joined[first.identity])?.reason
        return (
          identity,
          Fate.Exclusion(
            identity: first.identity, name: first.name, match: first.match, joined: reason)
        )
      })
  }
}

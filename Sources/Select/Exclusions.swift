import Names

/// Who is left out because their name is on a list.
struct Exclusions {
  /// The people who are left out, and why: the first identity of theirs that matches, and the first
  /// name that it does.
  let byPerson: [Int: Fate.Exclusion]

  /// Looks up every identity.
  ///
  /// - Parameters:
  ///   - identities: All identities.
  ///   - persons: The person that each is.
  ///   - settings: The list, and which names are the same.
  init(_ identities: [Identity], _ persons: [Int], _ settings: SelectionSettings) {
    guard !settings.excluded.isEmpty else {
      byPerson = [:]
      return
    }
    let index = NameIndex(settings.excluded)
    var found: [Int: Fate.Exclusion] = [:]
    for (identity, person) in persons.enumerated() where found[person] == nil {
      let matches = index.matches(
        of: PersonName(identities[identity].name), close: settings.names == .close)
      // An exact match says more than a close one that happens to come before it.
      if let match = matches.first(where: { $0.match == .exact }) ?? matches.first {
        found[person] = Fate.Exclusion(
          identity: identity, name: match.index, match: match.match)
      }
    }
    byPerson = found
  }
}

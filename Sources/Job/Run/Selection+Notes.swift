import Select

extension Selection {
  /// What the user should know of a selection beside its lists.
  func notes(on identities: [Identity], _ sources: [SourceTree]) -> [String] {
    var notes: [String] = []
    func name(_ index: Int) -> String {
      "'\(identities[index].name)' (\(sources[identities[index].source].name)/"
        + "\(identities[index].identity))"
    }
    if let first = ambiguities.first {
      let count = ambiguities.count
      notes.append(
        (count == 1 ? "1 name was" : "\(count) names were") + " not merged because"
          + " \(count == 1 ? "it" : "each") could be that of several people"
          + (count == 1 ? "" : ", the first") + ": \(name(first.identity)) could be "
          + first.candidates.map(name).joined(separator: " or "))
    }
    let pairs = people.reduce(0) { $0 + $1.probable.count }
    if pairs > 0 {
      notes.append(
        "identities.jsonl names people who are probably the same as another (probably_same_as);"
          + " --merge-probable gives them one label")
    }
    return notes
  }
}

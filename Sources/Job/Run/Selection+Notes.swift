import Select

extension Selection {
  /// What the user should know of a selection beside its lists.
  func notes(
    on identities: [Identity], _ sources: [SourceTree], _ settings: SelectionSettings
  ) -> [String] {
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
    if probablePairs > 0 {
      notes.append(
        (probablePairs == 1
          ? "1 pair of people is probably one person"
          : "\(probablePairs) pairs of people are probably one person each")
          + " (probably_same_as in identities.jsonl); --merge-probable gives"
          + " them one label")
    }
    if !settings.excluded.isEmpty && leftOut[.excluded] == nil {
      notes.append(
        "--exclude-names: none of the \(settings.excluded.count) names is that of anybody who has a"
          + " face here; where folders have numbers, a list of their names is needed")
    }
    if settings.valShare > 0 && rows[.val] == nil && !people.isEmpty {
      notes.append(
        "--val: by its hash nobody of \(people.count) is in 'val'; a larger share has somebody in it"
      )
    }
    return notes
  }
}

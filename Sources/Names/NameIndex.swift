/// Finds the names of a list that match a name, without comparing it with all of them.
///
/// A lookup takes the time of comparing the name with those that share its letters or its first and
/// family name, however long the list.
public struct NameIndex: Sendable {
  /// What names have in common that differ in middle names only.
  private struct Ends: Hashable {
    let given: String
    let family: String
    let suffix: GenerationalSuffix?

    init(_ name: FullName) {
      given = name.given
      family = name.family
      suffix = name.suffix
    }
  }

  /// The names in the list's order, which results are indices of.
  public let names: [PersonName]
  private var indicesByLetters: [[UInt8]: [Int]] = [:]
  private var indicesByEnds: [Ends: [Int]] = [:]

  /// Builds the index of a list, in time and memory proportional to its length.
  public init(_ names: [PersonName]) {
    self.names = names
    for (index, name) in names.enumerated() where !name.isEmpty {
      indicesByLetters[Self.letters(of: name), default: []].append(index)
      if let ends = FullName(parts: name.parts).map(Ends.init) {
        indicesByEnds[ends, default: []].append(index)
      }
    }
  }

  /// Every name that matches, as ``PersonName/match(_:close:)`` says, by rising index.
  public func matches(of name: PersonName, close: Bool) -> [(index: Int, match: NameMatch)] {
    candidates(for: name, close: close).compactMap { index in
      names[index].match(name, close: close).map { (index, $0) }
    }
  }

  /// The indices, rising, of all names that match and few more.
  private func candidates(for name: PersonName, close: Bool) -> [Int] {
    let sameLetters = indicesByLetters[Self.letters(of: name)] ?? []
    guard close, let ends = FullName(parts: name.parts).map(Ends.init),
      let sameEnds = indicesByEnds[ends]
    else { return sameLetters }
    return Set(sameLetters).union(sameEnds).sorted()
  }

  /// The bytes of a name's letters in an order of their own, which no order of words changes.
  private static func letters(of name: PersonName) -> [UInt8] {
    name.key.utf8.sorted()
  }
}

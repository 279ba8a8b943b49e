/// What becomes of faces, while it is decided.
struct SelectionDraft {
  let candidates: [Candidate]
  /// The person of each identity.
  let persons: [Int]
  private let descriptors: Descriptors
  /// Why faces are left out; nil for those that are not.
  private var leftOut: [Fate?]
  /// Of faces that stay though their photograph is under another person too, one of that person's.
  private(set) var conflicts: [Int: Int] = [:]

  init(_ candidates: [Candidate], _ descriptors: Descriptors, persons: [Int]) {
    self.candidates = candidates
    self.descriptors = descriptors
    self.persons = persons
    leftOut = Array(repeating: nil, count: candidates.count)
  }

  /// The person of a face.
  func person(of face: Int) -> Int { persons[candidates[face].identity] }

  /// The faces that are left in, in order.
  var remaining: [Int] { candidates.indices.filter { leftOut[$0] == nil } }

  /// Leaves people out.
  ///
  /// - Parameter identities: The identities of theirs, and why.
  mutating func exclude(_ identities: [Int: Fate.Exclusion]) {
    if identities.isEmpty { return }
    for face in candidates.indices {
      if let exclusion = identities[candidates[face].identity] {
        leftOut[face] = .excluded(exclusion)
      }
    }
  }

  /// Leaves one face of each group in, or none, or one for each person.
  ///
  /// The faces of people who are left out count: a photograph of one of them under another name is
  /// a wrong label all the same.
  mutating func resolve(_ groups: [[Int]], conflicts: SelectionSettings.Conflicts) {
    for group in groups {
      let parts = Dictionary(grouping: group) { person(of: $0) }
      if parts.count == 1 {
        keepBest(of: group)
        continue
      }
      let rivals = Rivals(parts.mapValues { best(of: $0) }, best(of:))
      switch conflicts {
      case .drop:
        for face in group {
          leaveOut(face, for: rivals.best(against: person(of: face)), keeping: false)
        }
      case .keep:
        for (person, part) in parts {
          let other = rivals.best(against: person)
          self.conflicts[keepBest(of: part, conflict: other)] = other
        }
      case .first:
        guard let first = parts.keys.min(), let part = parts[first] else { continue }
        let winner = keepBest(of: part)
        for face in group where person(of: face) != first { leaveOut(face, for: winner) }
      }
    }
  }

  /// The best faces of a group under several people: the best of all, and the best under anybody
  /// else.
  private struct Rivals {
    private let winner: (person: Int, face: Int)
    private let second: Int

    /// - Precondition: There are two people or more.
    init(_ bests: [Int: Int], _ best: ([Int]) -> Int) {
      let face = best(bests.values.sorted())
      let person = bests.first { $0.value == face }?.key ?? 0
      winner = (person, face)
      second = best(bests.filter { $0.key != person }.values.sorted())
    }

    /// The best face that is not under a person.
    func best(against person: Int) -> Int { person == winner.person ? second : winner.face }
  }

  /// Leaves people out who have fewer faces than that.
  mutating func prune(below least: Int) {
    if least <= 1 { return }
    let people = Dictionary(grouping: remaining) { person(of: $0) }
    for (person, faces) in people where faces.count < least {
      for face in faces { leftOut[face] = .pruned(person: person, faces: faces.count) }
    }
  }

  /// What becomes of every face, with the places of those that are left in.
  func fates(_ layout: RowLayout) -> [Fate] {
    var fates = leftOut
    for (split, faces) in layout.rows {
      for face in faces {
        let label = layout.labels[person(of: face)] ?? 0
        fates[face] = .kept(Fate.Place(label: label, split: split))
      }
    }
    return fates.compactMap(\.self)
  }

  /// Leaves the best face in and all others out, and gives the best.
  ///
  /// - Parameter conflict: A face of the same photograph under another person.
  @discardableResult
  private mutating func keepBest(of faces: [Int], conflict: Int? = nil) -> Int {
    let best = best(of: faces)
    for face in faces where face != best { leaveOut(face, for: best, conflict: conflict) }
    return best
  }

  /// The face with the largest box; of equal ones the one with the higher score, and of those the
  /// first.
  private func best(of faces: [Int]) -> Int {
    faces.reduce(faces[0]) { best, face in
      let (one, other) = (candidates[best], candidates[face])
      return (one.area, one.score) < (other.area, other.score) ? face : best
    }
  }

  /// Leaves a face out because of another one, unless its person is left out anyway.
  ///
  /// - Parameters:
  ///   - keeping: Whether the other one stays in its place.
  ///   - conflict: A face under another person, if the other one is not.
  private mutating func leaveOut(
    _ face: Int, for other: Int, keeping: Bool = true, conflict: Int? = nil
  ) {
    if leftOut[face] != nil { return }
    let likeness = likeness(of: face, and: other)
    leftOut[face] = .duplicate(
      Fate.Duplicate(
        kept: keeping && leftOut[other] == nil ? other : nil,
        conflict: person(of: face) == person(of: other) ? conflict : other,
        isExact: likeness.isExact, similarity: likeness.similarity))
  }

  /// How much two faces are alike, and whether their pixels are the same.
  private func likeness(of one: Int, and other: Int) -> (isExact: Bool, similarity: Double) {
    let isExact = candidates[one].pixels == candidates[other].pixels
    return (isExact, isExact ? 1 : descriptors.similarity(one, other))
  }

  /// The conflicts of faces that are left in.
  var keptConflicts: [Int: Fate.Duplicate] {
    Dictionary(
      uniqueKeysWithValues: conflicts.filter { leftOut[$0.key] == nil }.map { face, other in
        let likeness = likeness(of: face, and: other)
        return (
          face,
          Fate.Duplicate(
            kept: face, conflict: other, isExact: likeness.isExact,
            similarity: likeness.similarity)
        )
      })
  }
}

/// Identities that share so many photographs that they are probably one person.
struct ProbablePairs {
  /// Two identities, the first one first, and how many photographs they share.
  struct Pair: Hashable {
    let one: Int
    let other: Int
    let shared: Int
  }

  /// All pairs, in order.
  let pairs: [Pair]

  /// The least number of photographs that two identities share. One or two are wrong labels.
  static let leastShared = 3
  /// The least share of the photographs of the one that has fewer: a third.
  static let leastShare = 3
  /// A picture under more people than this says nothing about who they are: "image not found".
  static let mostPeople = 20

  /// Counts what identities share.
  ///
  /// - Parameters:
  ///   - people: The person of each face.
  ///   - groups: The faces that are the same photograph.
  init(people: [Int], groups: [[Int]]) {
    var photographs: [Int: Int] = [:]
    var shared: [SIMD2<Int>: Int] = [:]
    var grouped = [Bool](repeating: false, count: people.count)
    for group in groups {
      for face in group { grouped[face] = true }
      let members = Set(group.map { people[$0] }).sorted()
      for person in members { photographs[person, default: 0] += 1 }
      guard members.count <= Self.mostPeople else { continue }
      for (place, one) in members.enumerated() {
        for other in members[(place + 1)...] { shared[[one, other], default: 0] += 1 }
      }
    }
    for (face, isGrouped) in grouped.enumerated() where !isGrouped {
      photographs[people[face], default: 0] += 1
    }
    pairs = shared.filter { pair, count in
      let fewer = min(photographs[pair[0]] ?? 0, photographs[pair[1]] ?? 0)
      return count >= Self.leastShared && count * Self.leastShare >= fewer
    }
    .map { Pair(one: $0.key[0], other: $0.key[1], shared: $0.value) }
    .sorted { ($0.one, $0.other) < ($1.one, $1.other) }
  }
}

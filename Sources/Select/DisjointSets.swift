/// Things that are joined into sets, two at a time.
///
/// Every set is known by its least member. Joining and finding take practically constant time
/// (Tarjan, 1975; here with path halving).
struct DisjointSets {
  private var parents: [Int32]

  /// Creates sets of one.
  init(count: Int) {
    parents = (0..<Int32(count)).map(\.self)
  }

  /// The least member of a thing's set.
  mutating func find(_ thing: Int) -> Int {
    var thing = Int32(thing)
    while parents[Int(thing)] != thing {
      let grandparent = parents[Int(parents[Int(thing)])]
      parents[Int(thing)] = grandparent
      thing = grandparent
    }
    return Int(thing)
  }

  /// Joins the sets of two things.
  mutating func join(_ one: Int, _ other: Int) {
    let (one, other) = (find(one), find(other))
    if one == other { return }
    parents[max(one, other)] = Int32(min(one, other))
  }

  /// The sets of two and more members, by their least, each in order.
  mutating func sets() -> [[Int]] {
    var members: [Int: [Int]] = [:]
    for thing in parents.indices {
      let least = find(thing)
      if least != thing { members[least, default: [least]].append(thing) }
    }
    return members.sorted { $0.key < $1.key }.map(\.value)
  }
}

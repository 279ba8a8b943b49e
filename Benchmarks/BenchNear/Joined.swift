/// Which faces pairs have joined.
struct Joined {
  private var parents: [Int]

  init(count: Int, pairs: [Pair]) {
    parents = Array(0..<count)
    for pair in pairs {
      let (one, other) = (root(pair.one), root(pair.other))
      parents[max(one, other)] = min(one, other)
    }
  }

  func areJoined(_ pair: Pair) -> Bool { root(pair.one) == root(pair.other) }

  private func root(_ member: Int) -> Int {
    var root = member
    while parents[root] != root { root = parents[root] }
    return root
  }
}

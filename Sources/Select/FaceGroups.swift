/// Faces that are the same photograph: altered copies of each other, or of one original.
struct FaceGroups {
  /// The groups of two and more faces, by their first, each in order.
  let groups: [[Int]]

  /// Finds the groups: faces are in one if they look alike, and so are those that are like one of
  /// it.
  ///
  /// - Parameters:
  ///   - candidates: All faces.
  ///   - descriptors: What they look like, in the same order.
  ///   - rule: Which faces count as the same photograph.
  ///   - isCancelled: Asked now and then whether the result is still wanted.
  init(
    _ candidates: [Candidate], _ descriptors: Descriptors, _ rule: SelectionSettings.Duplicates,
    isCancelled: () -> Bool
  ) {
    guard rule != .off else {
      groups = []
      return
    }
    var sets = DisjointSets(count: candidates.count)
    var firsts: [Candidate.Digest: Int] = [:]
    var distinct: [Int] = []
    for (index, candidate) in candidates.enumerated() {
      if let first = firsts[candidate.pixels] {
        sets.join(first, index)
      } else {
        firsts[candidate.pixels] = index
        distinct.append(index)
      }
    }
    if rule == .near {
      descriptors.forEachNearPair(among: distinct, isCancelled: isCancelled) { one, other in
        // Two people in one photograph may look alike, and are none the less two.
        if Self.areTwoPeople(candidates[one], candidates[other]) { return false }
        sets.join(one, other)
        return true
      }
    }
    groups = sets.sets()
  }

  private static func areTwoPeople(_ one: Candidate, _ other: Candidate) -> Bool {
    one.photograph == other.photograph && one.identity != other.identity && one.box != other.box
  }
}

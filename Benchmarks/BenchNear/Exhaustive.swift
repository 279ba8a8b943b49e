import Foundation
import Select

/// All pairs compared, against those that the search finds where none is skipped.
struct Exhaustive {
  /// How many faces are compared in less than a minute.
  static let most = 50_000

  let text: String

  init(of faces: PlantedFaces, joinedIn seconds: Double) {
    let start = clock()
    let all = Self.pairs(of: faces, by: .exhaustive)
    let taken = Double(clock() - start) / Double(CLOCKS_PER_SEC)
    let found = Self.pairs(of: faces, by: .standard)
    let joined = Joined(count: faces.descriptors.count, pairs: Array(found))
    let reached = all.filter(joined.areJoined).count
    text = [
      String(
        format: "  all with all           %8.2f s, %.0f times as long", taken, taken / seconds),
      "  near pairs             \(all.count)",
      "  of which found         \(found.count), \(Percent(found.count, of: all.count))",
      "  of which joined        \(reached), \(Percent(reached, of: all.count))",
    ].joined(separator: "\n")
  }

  /// Refused, so that none is skipped for being joined.
  private static func pairs(of faces: PlantedFaces, by method: NearPairMethod) -> Set<Pair> {
    var pairs: Set<Pair> = []
    let indices = Array(0..<faces.descriptors.count)
    faces.descriptors.forEachNearPair(among: indices, by: method) { one, other in
      pairs.insert(Pair(one: one, other: other))
      return false
    }
    return pairs
  }
}

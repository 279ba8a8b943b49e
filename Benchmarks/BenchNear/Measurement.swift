import Foundation
import Select

/// What a search took, and what it found of what was planted.
struct Measurement {
  let count: Int
  let seconds: Double
  /// Of the processor, which a busy machine changes less.
  let processorSeconds: Double
  let bytes: Int
  let planted: Int
  let found: Int
  let unplanted: Int

  init(of faces: PlantedFaces) {
    count = faces.descriptors.count
    let indices = Array(0..<count)
    var pairs: [Pair] = []
    PeakMemory.reset()
    let start = Date()
    let processorStart = clock()
    faces.descriptors.forEachNearPair(among: indices) { one, other in
      pairs.append(Pair(one: one, other: other))
      return true
    }
    seconds = -start.timeIntervalSinceNow
    processorSeconds = Double(clock() - processorStart) / Double(CLOCKS_PER_SEC)
    bytes = PeakMemory.bytes
    let near = faces.nearPairs
    let joined = Joined(count: count, pairs: pairs)
    planted = near.count
    found = near.filter(joined.areJoined).count
    unplanted = pairs.filter { !faces.areCopies($0) }.count
  }

  func text(after previous: Measurement?) -> String {
    var lines = [
      "\(count) faces",
      String(format: "  time                   %8.2f s", seconds),
      String(format: "  of the processor       %8.2f s", processorSeconds),
      String(format: "  memory                 %8.0f MB", Double(bytes) / 1e6),
      "  planted near pairs     \(planted)",
      "  of which joined        \(found), \(Percent(found, of: planted))",
      "  unplanted pairs joined \(unplanted)",
    ]
    if let previous {
      let growth =
        log(processorSeconds / previous.processorSeconds)
        / log(Double(count) / Double(previous.count))
      lines.append(String(format: "  grows with the power   %8.2f", growth))
    }
    return lines.joined(separator: "\n")
  }
}

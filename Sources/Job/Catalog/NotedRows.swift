/// Ids of a catalog's rows, in the order in which they were noted. Neighbours take the room of one,
/// because a tree may hold millions of files that are no images.
struct NotedRows {
  /// The ids.
  private(set) var ranges: [Range<Int>] = []

  /// Adds an id.
  mutating func add(_ id: Int) {
    if let last = ranges.last, last.upperBound == id {
      ranges[ranges.count - 1] = last.lowerBound..<id + 1
    } else {
      ranges.append(id..<id + 1)
    }
  }
}

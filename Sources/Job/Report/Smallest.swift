/// The few elements of many that have the smallest keys; of equal keys the first.
struct Smallest<Element> {
  private let limit: Int
  private var entries: [(key: Double, place: Int, element: Element)] = []
  private var added = 0
  private var bound = Double.infinity

  /// Of how many elements.
  init(_ limit: Int) { self.limit = limit }

  /// Adds an element.
  mutating func add(_ key: Double, _ element: @autoclosure () -> Element) {
    defer { added += 1 }
    guard limit > 0, key < bound else { return }
    entries.append((key, added, element()))
    if entries.count >= 2 * limit + 64 { cut() }
  }

  private mutating func cut() {
    entries.sort { ($0.key, $0.place) < ($1.key, $1.place) }
    guard entries.count >= limit else { return }
    entries.removeSubrange(limit...)
    bound = entries[limit - 1].key
  }

  /// The elements, that of the smallest key first.
  var elements: [Element] {
    var copy = self
    if limit > 0 { copy.cut() }
    return copy.entries.map(\.element)
  }
}

import Select

/// What is joined to what: each element's least fellow.
struct Components: Equatable {
  private(set) var least: [Int]

  init(count: Int) {
    least = Array(0..<count)
  }

  /// What a search joins.
  init(
    of descriptors: Descriptors, by method: NearPairMethod = .standard,
    joining isAllowed: (Int, Int) -> Bool = { _, _ in true }
  ) {
    var components = Components(count: descriptors.count)
    descriptors.forEachNearPair(among: Array(0..<descriptors.count), by: method) { one, other in
      guard isAllowed(one, other) else { return false }
      components.join(one, other)
      return true
    }
    self = components
  }

  mutating func join(_ one: Int, _ other: Int) {
    let (low, high) = (min(least[one], least[other]), max(least[one], least[other]))
    guard low != high else { return }
    for element in least.indices where least[element] == high { least[element] = low }
  }

  /// How many there are.
  var count: Int { Set(least).count }

  /// The same, where element `i` was element `places[i]`.
  func moved(from places: [Int]) -> Components {
    var moved = Components(count: least.count)
    for (place, origin) in places.enumerated() {
      moved.least[origin] = least[place]
    }
    return moved.canonical
  }

  /// Each set named after its least element.
  private var canonical: Components {
    var names: [Int: Int] = [:]
    var result = self
    for (element, name) in least.enumerated() {
      result.least[element] = names[name, default: element]
      if names[name] == nil { names[name] = element }
    }
    return result
  }
}

import Select

/// Descriptors of drawn faces, some of which are copies of others.
struct PlantedFaces {
  let descriptors: Descriptors
  /// Which face each is of: copies are of the same as their original.
  let sources: [Int]

  /// One in 20 is a copy.
  init(count: Int, seed: UInt64) {
    var model = FaceModel(seed: seed)
    let originals = count - count / 20
    // Copies are drawn when their original is, so that no images are kept.
    var copies = [Int](repeating: 0, count: originals)
    for _ in originals..<count { copies[model.index(below: originals)] += 1 }
    var descriptors = Descriptors()
    var sources: [Int] = []
    for source in 0..<originals {
      let face = model.face()
      let group =
        [FaceModel.descriptor(of: face)] + (0..<copies[source]).map { _ in model.copy(of: face) }
      for values in group where descriptors.append(values.map { UInt8(bitPattern: $0) }) {
        sources.append(source)
      }
    }
    self.descriptors = descriptors
    self.sources = sources
  }

  /// The planted pairs that are near-duplicates.
  var nearPairs: [Pair] {
    var pairs: [Pair] = []
    for one in sources.indices {
      for other in (one + 1)..<max(one + 1, sources.count) {
        guard sources[other] == sources[one] else { break }
        if descriptors.areNear(one, other) { pairs.append(Pair(one: one, other: other)) }
      }
    }
    return pairs
  }

  /// Whether two are of the same face.
  func areCopies(_ pair: Pair) -> Bool { sources[pair.one] == sources[pair.other] }
}

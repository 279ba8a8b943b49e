import Align

/// All of a catalog that can be counted, read in one pass.
struct CatalogTable {
  private(set) var sources: [SourceTally]
  /// Everybody who has a photograph, in the order of the images.
  private(set) var people: [PersonTally] = []
  private(set) var faces = FaceMeasures()

  private struct PersonKey: Hashable {
    let source: Int
    /// By its bytes: names that only look alike are others.
    let identity: [UInt8]
  }

  private var indices: [PersonKey: Int] = [:]

  /// Reads a catalog.
  ///
  /// - Parameters:
  ///   - anchors: The landmarks that were aligned.
  ///   - size: A face's edge, in pixels.
  ///   - interruption: What ends it before it is done.
  init(
    _ catalog: Database, anchors: AnchorSet, size: Int, interruption: Interruption? = nil
  ) throws {
    sources = try Catalog.sources(of: catalog).map { SourceTally(source: $0) }
    var places: [Int: Int] = [:]
    for (place, tally) in sources.enumerated() { places[tally.source.id] = place }
    let rows = try catalog.prepare(
      """
      SELECT images.source, images.identity, images.outcome, images.reason, images.faces,
        faces.id, faces.fate, faces.label, faces."right" - faces."left" + 1, faces.score,
        faces.sharpness, faces.landmarks, substr(faces.pixels_sha256, 1, 15)
      FROM images LEFT JOIN faces ON faces.image = images.id ORDER BY images.id
      """)
    var read = 0
    while try rows.step() {
      guard let source = places[rows.integer(0)] else {
        throw Database.Failure(
          path: catalog.path, message: "an image is of no raw tree", isDamage: true)
      }
      add(rows, source: source, anchors, size)
      read += 1
      if read % 4096 == 0, interruption?.isRequested == true {
        throw JobError.interrupted("while the catalog was read")
      }
    }
  }

  private mutating func add(
    _ row: Statement, source: Int, _ anchors: AnchorSet, _ size: Int
  ) {
    sources[source].found += 1
    let person = row.textIfAny(1).map { index(of: $0, source: source) }
    switch row.text(2) {
    case "rejected":
      sources[source].rejected[row.text(3), default: 0] += 1
      if let person { people[person].rejected += 1 }
    case "face":
      if let count = row.integerIfAny(4) {
        sources[source].facesOfPhotographs[count, default: 0] += 1
      }
      if let person, row.integerIfAny(5) != nil {
        addFace(row, source: source, person: person, anchors, size)
      }
    default: sources[source].pending += 1
    }
  }

  private mutating func addFace(
    _ row: Statement, source: Int, person: Int, _ anchors: AnchorSet, _ size: Int
  ) {
    let fate = FaceMeasures.Fate(row.textIfAny(6))
    switch fate {
    case .kept:
      sources[source].kept += 1
      people[person].kept += 1
      people[person].label = row.integerIfAny(7)
    case .duplicate:
      sources[source].duplicates += 1
      people[person].duplicates += 1
    case .excluded:
      sources[source].excluded += 1
      people[person].excluded += 1
    case .pruned:
      sources[source].pruned += 1
      people[person].pruned += 1
    case .undecided:
      sources[source].undecided += 1
      people[person].undecided += 1
    }
    let landmarks = row.blob(11).flatMap(Catalog.landmarks(from:))
    faces.ids.append(row.integer(5))
    faces.people.append(Int32(clamping: person))
    faces.sources.append(UInt16(clamping: source))
    faces.fates.append(fate)
    faces.widths.append(Float(row.integer(8)))
    faces.scores.append(Float(row.real(9)))
    faces.sharpnesses.append(Float(row.real(10)))
    faces.rotations.append(Float(landmarks?.rotation ?? 0))
    faces.scales.append(Float(landmarks.map { anchors.scale(of: $0, size: size) } ?? 0))
    faces.lots.append(UInt64(row.text(12), radix: 16) ?? 0)
  }

  private mutating func index(of identity: String, source: Int) -> Int {
    // Photographs of one person mostly follow one another.
    if let last = people.last, last.source == source, last.identity.isExactly(identity) {
      return people.count - 1
    }
    let key = PersonKey(source: source, identity: Array(identity.utf8))
    if let index = indices[key] { return index }
    indices[key] = people.count
    people.append(PersonTally(source: source, identity: identity))
    return people.count - 1
  }

  /// The index of an identity of a raw tree; nil where there is none.
  func person(_ identity: String, ofSource name: String) -> Int? {
    guard let source = sources.firstIndex(where: { $0.source.name.isExactly(name) }) else {
      return nil
    }
    return indices[PersonKey(source: source, identity: Array(identity.utf8))]
  }
}

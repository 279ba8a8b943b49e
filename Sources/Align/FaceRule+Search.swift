extension FaceRule {
  /// The finding where all faces of an image are known.
  func finding(from faces: [DetectedFace], in image: PixelImage) -> FaceFinding {
    do throws(Rejection) {
      let face = try choose(from: faces, width: image.width, height: image.height)
      return .face(face, found: faces.count)
    } catch {
      return .none(error)
    }
  }

  /// Finds the face that is taken, and searches no more than needed.
  func find(
    _ search: borrowing FaceSearch, in image: PixelImage
  ) throws(FaceSearch.Failure) -> FaceFinding {
    let face =
      switch self {
      case .largest: try search.largest()
      case .centre: try search.nearestToCentre(width: image.width, height: image.height)
      case .labelled(let target): try search.best(for: target)
      // That there is no other takes a search of everything.
      case .only: nil as DetectedFace?
      }
    if let face { return .face(face, found: nil) }
    return finding(from: try search.faces(), in: image)
  }
}

extension FaceSearch {
  /// The largest face: what is searched for larger ones goes before what is searched for smaller.
  func largest() throws(Failure) -> DetectedFace? {
    var largest: DetectedFace?
    for level in levels.reversed() {
      // Boxes of one level differ a little: those at the edge are larger.
      if let largest, largestArea(level) < largest.box.area { break }
      try search(level)
      let here = windows.filter { $0.level == level }
      largest = try largestFace(of: here, and: largest)
    }
    return largest
  }

  /// The face whose box's centre is nearest to the image's: no farther than the largest one's.
  func nearestToCentre(width: Int, height: Int) throws(Failure) -> DetectedFace? {
    guard let largest = try largest() else { return nil }
    let centre = (x: width - 1, y: height - 1)
    func distance(_ face: DetectedFace) -> Int { face.box.distance(fromTwice: centre) }
    let reach = Int(Double(distance(largest)).squareRoot().rounded(.up))
    try searchCentres(
      x: centre.x - reach...centre.x + reach, y: centre.y - reach...centre.y + reach)
    let near = Dictionary(
      grouping: windows.filter { distance($0.face) <= distance(largest) },
      by: { distance($0.face) })
    for (_, windows) in near.sorted(by: { $0.key < $1.key }) {
      if let face = try largestFace(of: windows, and: nil) { return face }
    }
    return largest
  }

  /// The face that fits a target best.
  func best(for target: FaceTarget) throws(Failure) -> DetectedFace? {
    try searchOverlapping(target.box, least: FaceTarget.leastOverlap)
    let fits = windows.compactMap { window in
      target.fit(of: window.face.box).map { (window: window, overlap: $0) }
    }
    let groups = Dictionary(grouping: fits, by: \.overlap).sorted { $0.key > $1.key }
    for (_, fits) in groups {
      if let face = try largestFace(of: fits.map(\.window), and: nil) { return face }
    }
    return nil
  }

  /// The largest of those windows that are faces, and another face.
  private func largestFace(
    of windows: [Window], and other: DetectedFace?
  ) throws(Failure) -> DetectedFace? {
    var faces = other.map { [$0] } ?? []
    for window in windows where try isFace(window) { faces.append(window.face) }
    guard let largest = faces.largest else { return nil }
    // Which of two as large scores higher can depend on rounding.
    let rivals = faces.filter {
      $0.box.area == largest.box.area && $0.score >= largest.score - Self.rounding
    }
    if rivals.count > 1 { throw .unsure }
    return largest
  }
}

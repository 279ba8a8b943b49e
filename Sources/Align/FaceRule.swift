/// Which of a photograph's faces is taken.
public enum FaceRule: Hashable, Sendable {
  /// The one whose box holds the most pixels, as OpenFace.
  case largest
  /// The one whose box's centre is nearest to the photograph's.
  case centre
  /// The only one; a photograph of several is rejected.
  case only
  /// The one that metadata tells of.
  case labelled(FaceTarget)
}

/// Where metadata has a face.
public struct FaceTarget: Hashable, Sendable {
  /// The least intersection over union of a found face's box and the stated one. Detectors draw
  /// their boxes differently, one with the forehead and one without, so that those of one face
  /// overlap by half and more; those of neighbours by less than a quarter.
  public static let leastOverlap = 0.3

  /// The face's box, in pixels of the upright photograph.
  public let box: Box
  /// The boxes of the other faces of the photograph that metadata tells of.
  public let rivals: [Box]

  /// Creates a target.
  public init(box: Box, rivals: [Box] = []) {
    self.box = box
    self.rivals = rivals
  }

  /// How well a found face fits: its overlap with the box. Nil where it does not: it overlaps too
  /// little, or fits a rival better.
  func fit(of face: Box) -> Double? {
    let overlap = face.overlap(with: box)
    guard overlap >= Self.leastOverlap,
      !rivals.contains(where: { $0.overlap(with: face) > overlap })
    else { return nil }
    return overlap
  }
}

extension FaceRule {
  /// Takes a face out of those found in a photograph.
  ///
  /// - Parameters:
  ///   - faces: All faces that were found, in dlib's order.
  ///   - width: The photograph's width in pixels, upright.
  ///   - height: Its height.
  /// - Throws: ``Rejection`` where there is none, or the rule takes none.
  public func choose(
    from faces: [DetectedFace], width: Int, height: Int
  ) throws(Rejection) -> DetectedFace {
    guard let largest = faces.largest else { throw .noFace(width: width, height: height) }
    switch self {
    case .largest: return largest
    case .centre: return faces.nearestToCentre(width: width, height: height) ?? largest
    case .only:
      if faces.count > 1 { throw .severalFaces(count: faces.count) }
      return largest
    case .labelled(let target):
      guard let face = faces.best(for: target) else {
        throw .labelledFaceNotFound(box: target.box, found: faces.count)
      }
      return face
    }
  }
}

extension [DetectedFace] {
  /// The face whose box's centre is nearest to that of an image of this size; of equally near ones
  /// the ``largest``.
  fileprivate func nearestToCentre(width: Int, height: Int) -> DetectedFace? {
    func distance(_ face: DetectedFace) -> Int {
      face.box.distance(fromTwice: (width - 1, height - 1))
    }
    let least = map(distance).min()
    return filter { distance($0) == least }.largest
  }

  /// The face that fits a target best; of equal ones the ``largest``.
  fileprivate func best(for target: FaceTarget) -> DetectedFace? {
    let fits = map { target.fit(of: $0.box) }
    guard let best = fits.compactMap(\.self).max() else { return nil }
    return zip(self, fits).filter { $0.1 == best }.map(\.0).largest
  }
}

/// A face that was found in a photograph, and why it is or is not the one that is taken.
public struct ExaminedFace: Equatable, Sendable {
  /// Its box and score.
  public let face: DetectedFace
  /// Whether it is the one that is taken.
  public let isChosen: Bool
  /// Why it is taken or not, as part of a sentence.
  public let why: String
  /// How much its box overlaps the labelled one; nil where no labelled face is asked for.
  public let overlap: Double?
}

extension FaceRule {
  /// Says of each face why it is taken or not.
  ///
  /// - Parameters:
  ///   - faces: All faces of the photograph.
  ///   - chosen: The place among them of the one that is taken; nil where none is.
  ///   - width: The photograph's width in pixels, upright.
  ///   - height: Its height.
  func explain(
    _ faces: [DetectedFace], chosen: Int?, width: Int, height: Int
  ) -> [ExaminedFace] {
    faces.enumerated().map { index, face in
      let why =
        if let chosen {
          index == chosen
            ? reason(for: face, of: faces.count)
            : reason(against: face, chosen: faces[chosen], width: width, height: height)
        } else {
          reason(against: face, of: faces.count)
        }
      return ExaminedFace(
        face: face, isChosen: index == chosen, why: why, overlap: overlap(of: face.box))
    }
  }

  /// Why a face is taken.
  private func reason(for face: DetectedFace, of count: Int) -> String {
    switch self {
    case .labelled(let target):
      "overlaps the labelled box by \(face.box.overlap(with: target.box).fixed(2))"
    case _ where count == 1: "the only one"
    case .largest: "the largest of \(count)"
    case .centre: "the nearest of \(count) to the centre"
    case .only: "the only one"
    }
  }

  /// Why a face is not taken, and another one is.
  private func reason(
    against face: DetectedFace, chosen: DetectedFace, width: Int, height: Int
  ) -> String {
    switch self {
    case .largest, .only:
      return face.box.area == chosen.box.area ? "as large, of a lower score" : "smaller"
    case .centre:
      func distance(_ face: DetectedFace) -> String {
        let doubled = face.box.distance(fromTwice: (width - 1, height - 1))
        return (Double(doubled).squareRoot() / 2).fixed(1)
      }
      let (there, here) = (distance(face), distance(chosen))
      return there == here
        ? "as near to the centre, and smaller"
        : "\(there) pixels from the centre, and the chosen one \(here)"
    case .labelled(let target):
      return Self.misfit(of: face.box, target)
        ?? "overlaps the labelled box by \(face.box.overlap(with: target.box).fixed(2)), which is less"
    }
  }

  /// Why a face is not taken where none is.
  private func reason(against face: DetectedFace, of count: Int) -> String {
    switch self {
    case .labelled(let target):
      Self.misfit(of: face.box, target) ?? "the file is refused"
    case .only where count > 1: "one of \(count), and only the face of a photograph of one is taken"
    default: "the file is refused"
    }
  }

  /// Why a box is not that of a labelled face; nil where it may be.
  private static func misfit(of box: Box, _ target: FaceTarget) -> String? {
    if target.fit(of: box) != nil { return nil }
    let overlap = box.overlap(with: target.box)
    if overlap < FaceTarget.leastOverlap {
      return "overlaps the labelled box by \(overlap.fixed(2)), and"
        + " \(FaceTarget.leastOverlap.fixed(1)) is needed"
    }
    return "overlaps the box of another labelled face more than this one's (\(overlap.fixed(2)))"
  }

  private func overlap(of box: Box) -> Double? {
    guard case .labelled(let target) = self else { return nil }
    return box.overlap(with: target.box)
  }
}

// Between a photograph and the same one at a part of its width and height: a pixel of that stands for a
// square of the photograph's.

extension Box {
  /// The box in a photograph that is `factor` times as wide and as high.
  func enlarged(_ factor: Int) -> Box {
    Box(
      left: left * factor, top: top * factor, right: (right + 1) * factor - 1,
      bottom: (bottom + 1) * factor - 1)
  }

  /// The box in a photograph that is a part as wide and as high; nothing of it is lost.
  func reduced(_ factor: Int) -> Box {
    func floor(_ value: Int) -> Int { (value - (value % factor + factor) % factor) / factor }
    return Box(
      left: floor(left), top: floor(top), right: floor(right), bottom: floor(bottom))
  }
}

extension DetectedFace {
  /// The face in a photograph that is `factor` times as wide and as high.
  func enlarged(_ factor: Int) -> DetectedFace {
    DetectedFace(box: box.enlarged(factor), score: score)
  }
}

extension Landmarks {
  /// The landmarks in a photograph that is `factor` times as wide and as high: in the middle of the
  /// pixels that a pixel stands for.
  func enlarged(_ factor: Int) -> Landmarks {
    Landmarks(
      points.map { Point(x: $0.x * factor + factor / 2, y: $0.y * factor + factor / 2) })
  }
}

extension FaceRule {
  /// The rule for a photograph at a part of its width and height.
  func reduced(_ factor: Int) -> FaceRule {
    guard factor > 1, case .labelled(let target) = self else { return self }
    return .labelled(
      FaceTarget(
        box: target.box.reduced(factor), rivals: target.rivals.map { $0.reduced(factor) }))
  }
}

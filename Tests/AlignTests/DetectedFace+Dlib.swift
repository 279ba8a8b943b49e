import Align

extension DetectedFace {
  /// Whether the box is another's, and the score too but for what single precision leaves of it.
  func isAsOfDlib(_ other: DetectedFace) -> Bool {
    box == other.box && abs(score - other.score) < 1e-5
  }
}

extension [DetectedFace] {
  /// Whether all are those of another list, in its order.
  func isAsOfDlib(_ others: [DetectedFace]) -> Bool {
    count == others.count && zip(self, others).allSatisfy { $0.isAsOfDlib($1) }
  }
}

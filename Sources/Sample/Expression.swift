/// What a face does while its photograph is taken.
struct Expression: Sendable {
  /// 0 for a level mouth, 1 for a broad smile.
  let smile: Float
  /// How far the mouth is open, in face coordinates.
  let gap: Float
  /// How wide the eyes are open, as a share of their usual.
  let lids: Float
  /// How far the brows are raised, in face coordinates.
  let brows: Float
  /// Where the eyes look, -1 for left to 1 for right.
  let gaze: Float

  /// An expression as people have in the middle of a sentence.
  init(lively random: inout SplitMix64) {
    smile = random.between(-0.3, 1.2)
    gap = random.chance(0.6) ? random.between(0.03, 0.18) : 0
    lids = random.between(0.6, 1.2)
    brows = random.between(-0.04, 0.07)
    gaze = random.between(-1, 1)
  }

  init(random: inout SplitMix64) {
    smile = random.between(0.05, 1)
    gap = smile > 0.45 && random.chance(0.65) ? random.between(0.04, 0.1) : 0
    lids = random.between(0.85, 1.1) - 0.12 * max(0, smile)
    brows = random.between(-0.01, 0.03)
    gaze = random.between(-0.6, 0.6)
  }
}

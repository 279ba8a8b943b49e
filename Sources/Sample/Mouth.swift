/// A person's mouth.
struct Mouth: Sendable {
  /// How far the line between the lips is below the nose's base.
  let drop: Float
  let halfWidth: Float
  let upperLip: Float
  let lowerLip: Float

  init(random: inout SplitMix64) {
    drop = random.between(0.24, 0.3)
    halfWidth = random.between(0.26, 0.34)
    upperLip = random.between(0.045, 0.08)
    lowerLip = random.between(0.065, 0.115)
  }
}

/// A person's nose.
struct Nose: Sendable {
  /// How far its base is below the eyes.
  let length: Float
  /// Half the distance between the wings' outer edges.
  let halfWidth: Float
  /// Half the bridge's width.
  let bridge: Float

  init(random: inout SplitMix64) {
    length = random.between(0.52, 0.63)
    halfWidth = random.between(0.145, 0.205)
    bridge = random.between(0.055, 0.085)
  }
}

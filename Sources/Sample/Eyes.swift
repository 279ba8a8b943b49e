/// A person's eyes.
struct Eyes: Sendable {
  /// From one outer corner to the other.
  let span: Float
  /// Half of one eye's width.
  let halfWidth: Float
  /// From lid to lid, at the middle.
  let opening: Float
  /// How much higher the outer corners are than the inner ones' middle.
  let tilt: Float
  let iris: Colour

  init(random: inout SplitMix64) {
    span = random.between(0.95, 1.06)
    halfWidth = random.between(0.148, 0.175)
    opening = random.between(0.135, 0.185)
    tilt = random.between(-0.012, 0.03)
    iris = random.pick(Self.irises)
  }

  private static let irises = [
    Colour(0.25, 0.15, 0.09), Colour(0.33, 0.21, 0.11), Colour(0.30, 0.42, 0.55),
    Colour(0.36, 0.45, 0.30), Colour(0.38, 0.42, 0.46), Colour(0.20, 0.13, 0.09),
  ]
}

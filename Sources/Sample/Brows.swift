/// A person's eyebrows.
struct Brows: Sendable {
  /// How far they are above the eyes.
  let height: Float
  let halfWidth: Float
  let thickness: Float
  let arch: Float
  /// How much higher the outer ends are.
  let tilt: Float
  let colour: Colour

  init(hair: Colour, random: inout SplitMix64) {
    height = random.between(0.22, 0.29)
    halfWidth = random.between(0.19, 0.235)
    thickness = random.between(0.035, 0.075)
    arch = random.between(0.03, 0.085)
    tilt = random.between(-0.045, 0.015)
    // Brows are darker than light hair, or they would not be seen.
    colour = hair * (hair.luma > 0.35 ? 0.6 : 0.85)
  }
}

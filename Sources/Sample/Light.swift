/// The light that a photograph is taken in.
struct Light: Sendable {
  /// Where it comes from: a direction of length 1, to the right, down and towards the camera.
  let right: Float
  let down: Float
  let towards: Float
  /// What it makes of white.
  let colour: Colour

  /// Light from a side and from above, brighter or darker, warmer or colder.
  init(random: inout SplitMix64) {
    let across = random.between(-0.6, 0.6)
    let above = random.between(-0.65, -0.15)
    let length = (across * across + above * above + 1).squareRoot()
    right = across / length
    down = above / length
    towards = 1 / length
    let warmth = random.between(-0.05, 0.07)
    colour = Colour(1 + warmth, 1, 1 - warmth) * random.between(0.86, 1.08)
  }

  /// Light from anywhere before the face, as lamps and windows give it.
  init(strong random: inout SplitMix64) {
    let across = random.between(-2, 2)
    let above = random.between(-1.2, 0.6)
    let length = (across * across + above * above + 1).squareRoot()
    right = across / length
    down = above / length
    towards = 1 / length
    let warmth = random.between(-0.05, 0.07)
    colour = Colour(1 + warmth, 1, 1 - warmth) * random.between(0.86, 1.08)
  }

  /// How brightly a surface is lit that faces in a direction of length 1: 0 to 1.
  func falling(on right: Float, _ down: Float, _ towards: Float) -> Float {
    max(0, right * self.right + down * self.down + towards * self.towards)
  }
}

/// What changes from one photograph of a person to the next: pose, expression, light and
/// background.
public struct Shot: Sendable {
  /// How far the head is tilted, in degrees clockwise as the image is seen.
  ///
  /// -12 to 12 when drawn.
  public var roll: Double
  /// The usual distance between outer eye corners, as a share of the image's shorter edge.
  public var scale: Double
  /// Where the middle between the eyes is, as a share of the width.
  public var x: Double
  /// Where the middle between the eyes is, as a share of the height.
  public var y: Double
  /// Whether it is in black and white: red, green and blue alike.
  public var isGrey = false
  private(set) var expression: Expression
  private(set) var light: Light
  /// The noise's reach, in steps of 1/255.
  let grain: Float
  /// Seeds the background and the noise.
  let seed: UInt64

  /// Draws a shot.
  ///
  /// The same seed gives the same shot.
  public init(seed: UInt64) {
    var random = SplitMix64(seed: seed, keys: 0x53)
    self.seed = seed
    roll = Double(random.between(-12, 12))
    scale = Double(random.between(0.25, 0.32))
    x = Double(random.between(0.45, 0.55))
    y = Double(random.between(0.41, 0.48))
    expression = Expression(random: &random)
    light = Light(random: &random)
    grain = random.between(2, 6)
  }

  /// Makes the shot one of many: in light from anywhere before the face, and with more in its
  /// expression, so that no two photographs of a person look like copies of one.
  mutating func vary(random: inout SplitMix64) {
    expression = Expression(lively: &random)
    light = Light(strong: &random)
  }

  /// The frame of a face in an image of a size.
  func frame(width: Int, height: Int) -> Frame {
    Frame(
      origin: SIMD2(x * Double(width), y * Double(height)),
      scale: scale * Double(min(width, height)), roll: roll)
  }
}

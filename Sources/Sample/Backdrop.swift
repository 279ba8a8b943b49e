/// What is behind the people: a wall, or lights out of focus.
struct Backdrop {
  private let top: Colour
  private let bottom: Colour
  private let noise: ValueNoise
  private let roughness: Float
  private let discs: [Disc]

  private struct Disc {
    let ellipse: Ellipse
    let colour: Colour
    let opacity: Float
  }

  /// Draws a backdrop for an image of a size.
  init(width: Int, height: Int, random: inout SplitMix64) {
    let hue = Colour(
      random.between(0.25, 0.8), random.between(0.3, 0.8), random.between(0.35, 0.85))
    let grey = Colour(hue.luma, hue.luma, hue.luma)
    let calm = hue.mixed(with: grey, random.between(0.3, 0.7))
    top = calm * random.between(0.95, 1.2)
    bottom = calm * random.between(0.6, 0.9)
    noise = ValueNoise(seed: random.next())
    roughness = random.between(0.04, 0.16)
    let edge = Float(min(width, height))
    discs = (0..<(random.chance(0.5) ? 14 : 0)).map { _ in
      let radius = edge * random.between(0.04, 0.14)
      return Disc(
        ellipse: Ellipse(
          random.between(0, Float(width)), random.between(0, Float(height)), radius, radius),
        colour: calm.mixed(with: Colour(1, 0.95, 0.8), random.between(0.2, 0.7)),
        opacity: random.between(0.12, 0.4))
    }
  }

  /// Covers the canvas.
  func paint(on canvas: inout Canvas) {
    let (width, height) = (Float(canvas.width), Float(canvas.height))
    let cell = min(width, height) / 5
    canvas.fill(Ellipse(width / 2, height / 2, width, height)) { x, y in
      let coarse = noise(x / cell, y / cell) - 0.5
      let fine = noise(x / cell * 5 + 100, y / cell * 5) - 0.5
      return top.mixed(with: bottom, y / height) + roughness * (coarse + 0.35 * fine)
    }
    for disc in discs {
      canvas.fill(disc.ellipse, disc.colour, opacity: disc.opacity, softness: width / 50)
    }
  }
}

/// Hills under a sky, with nobody in sight.
struct Landscape {
  private let sky: Colour
  private let hills: Colour
  private let noise: ValueNoise
  private let sun: Float

  init(random: inout SplitMix64) {
    sky = Colour(0.45, 0.65, 0.88) * random.between(0.9, 1.1)
    hills = Colour(random.between(0.2, 0.4), random.between(0.4, 0.55), 0.22)
    noise = ValueNoise(seed: random.next())
    sun = random.between(0.15, 0.85)
  }

  /// Covers the canvas.
  func paint(on canvas: inout Canvas) {
    let (width, height) = (Float(canvas.width), Float(canvas.height))
    canvas.fill(Ellipse(width / 2, height / 2, width, height)) { x, y in
      let cloud = smoothstep((noise(x / width * 4, y / height * 9) - 0.45) * 2.2)
      return sky.mixed(with: Colour(0.93, 0.93, 0.9), max(y / height, 0.75 * cloud))
    }
    canvas.fill(
      Ellipse(sun * width, 0.2 * height, height * 0.06, height * 0.06), Colour(1, 0.95, 0.75),
      softness: height * 0.05)
    for ridge in 0..<4 {
      paint(ridge: ridge, on: &canvas)
    }
  }

  /// Ridge 0 is the farthest: highest in the image, bluest, palest.
  private func paint(ridge: Int, on canvas: inout Canvas) {
    let (width, height) = (Float(canvas.width), Float(canvas.height))
    let near = Float(ridge) / 3
    let colour = Colour(0.55, 0.66, 0.75).mixed(with: hills, 0.25 + 0.75 * near)
    let ground = Ground(
      noise: noise, width: width, height: height, top: height * (0.42 + 0.15 * Float(ridge)),
      relief: height * (0.22 - 0.03 * Float(ridge)), offset: Float(ridge) * 17)
    canvas.fill(ground, softness: 2) { x, y in
      let grass = noise(x / width * 40, y / height * 60 + 50)
      return colour * (0.9 + 0.25 * near * (grass - 0.5))
    }
  }
}

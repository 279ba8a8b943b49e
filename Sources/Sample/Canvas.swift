import Align

/// An image while it is painted.
struct Canvas {
  let width: Int
  let height: Int
  private(set) var pixels: [Colour]
  /// The coordinates in which shapes are given.
  var frame = Frame.pixels

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    pixels = Array(repeating: .black, count: width * height)
  }

  /// Paints a shape in one colour.
  ///
  /// An opacity of 1 covers what is below. The softness is how wide the outline's blur is, in the
  /// frame's units; it is at least a pixel and a half, which keeps edges from showing steps.
  mutating func fill<Outline: Shape>(
    _ shape: Outline, _ colour: Colour, opacity: Float = 1, softness: Float = 0
  ) {
    fill(shape, opacity: opacity, softness: softness) { _, _ in colour }
  }

  /// Paints a shape in a colour that depends on the position.
  mutating func fill<Outline: Shape>(
    _ shape: Outline, opacity: Float = 1, softness: Float = 0,
    colour: (_ u: Float, _ v: Float) -> Colour
  ) {
    let blur = max(softness, 1.5 * frame.pixel)
    let (u0, v0, du, dv) = frame.steps
    let (columns, rows) = pixels(around: shape.bounds, margin: blur)
    for y in rows {
      for x in columns {
        let u = u0 + Float(x) * du - Float(y) * dv
        let v = v0 + Float(x) * dv + Float(y) * du
        let coverage = smoothstep(0.5 - shape.distance(u, v) / blur)
        guard coverage > 0 else { continue }
        let index = y * width + x
        pixels[index] = pixels[index].mixed(with: colour(u, v), coverage * opacity)
      }
    }
  }

  /// The pixels that a rectangle of the frame can touch.
  private func pixels(around bounds: Bounds, margin: Float) -> (Range<Int>, Range<Int>) {
    let corners = [
      frame.pixels(u: bounds.left - margin, v: bounds.top - margin),
      frame.pixels(u: bounds.right + margin, v: bounds.top - margin),
      frame.pixels(u: bounds.left - margin, v: bounds.bottom + margin),
      frame.pixels(u: bounds.right + margin, v: bounds.bottom + margin),
    ]
    return (
      Self.range(corners.map(\.x), limit: width), Self.range(corners.map(\.y), limit: height)
    )
  }

  private static func range(_ positions: [Double], limit: Int) -> Range<Int> {
    let low = positions.min() ?? 0
    let high = positions.max() ?? 0
    let first = Int(min(max(low.rounded(.down), 0), Double(limit)))
    let last = Int(min(max(high.rounded(.up) + 1, Double(first)), Double(limit)))
    return first..<last
  }

  /// The image as a camera would take it: lit, darker towards the corners, with sensor noise.
  ///
  /// The grain is the noise's reach, in steps of 1/255.
  func developed(under light: Light, grain: Float, random: inout SplitMix64) -> PixelImage {
    var rgb = [UInt8]()
    rgb.reserveCapacity(3 * pixels.count)
    let (halfWidth, halfHeight) = (Float(width) / 2, Float(height) / 2)
    for (index, pixel) in pixels.enumerated() {
      let x = Float(index % width) / halfWidth - 1
      let y = Float(index / width) / halfHeight - 1
      let lit = pixel * light.colour * (1 - 0.09 * (x * x + y * y))
      let bits = random.next()
      let brightness = Self.noise(bits) * grain
      rgb.append(Self.byte(lit.red, brightness + Self.noise(bits >> 16) * grain * 0.5))
      rgb.append(Self.byte(lit.green, brightness))
      rgb.append(Self.byte(lit.blue, brightness + Self.noise(bits >> 32) * grain * 0.7))
    }
    return PixelImage(width: width, height: height, rgb: rgb)
  }

  /// A number in -1...1 from the lowest 16 bits, most often near 0: two dice's sum.
  private static func noise(_ bits: UInt64) -> Float {
    Float(Int(bits & 0xFF) + Int((bits >> 8) & 0xFF) - 255) / 255
  }

  private static func byte(_ value: Float, _ noise: Float) -> UInt8 {
    UInt8(min(max(value * 255 + noise, 0), 255).rounded())
  }
}

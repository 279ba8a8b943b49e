/// Where a face is in an image: takes face coordinates to pixels and back.
///
/// Face coordinates have their origin halfway between the outer eye corners, u to the right in the
/// image and v down, and a usual distance between those corners as their unit. A pixel's centre
/// has whole coordinates, as in dlib and OpenCV.
struct Frame {
  let origin: SIMD2<Double>
  /// Pixels a unit.
  let scale: Double
  private let cosine: Double
  private let sine: Double

  /// The roll is in degrees clockwise as the image is seen, -90 to 90.
  init(origin: SIMD2<Double>, scale: Double, roll: Double) {
    self.origin = origin
    self.scale = scale
    // tan of half the angle by its series, and the rotation from that: whatever the series'
    // error, it is a rotation, and it is the same on every machine.
    let half = roll * (Double.pi / 360)
    let square = half * half
    let tangent = half * (1 + square * (1.0 / 3 + square * (2.0 / 15 + square * (17.0 / 315))))
    cosine = (1 - tangent * tangent) / (1 + tangent * tangent)
    sine = 2 * tangent / (1 + tangent * tangent)
  }

  /// The frame of the image itself: a unit is a pixel.
  static let pixels = Frame(origin: .zero, scale: 1, roll: 0)

  /// The size of a pixel in face coordinates.
  var pixel: Float { Float(1 / scale) }

  /// The pixel position of a face position.
  func pixels(u: Float, v: Float) -> SIMD2<Double> {
    let (u, v) = (Double(u), Double(v))
    return origin + scale * SIMD2(cosine * u - sine * v, sine * u + cosine * v)
  }

  /// The face position of pixel (0, 0), and how far one pixel to the right goes.
  ///
  /// One pixel down goes as far, turned a quarter.
  var steps: (u: Float, v: Float, du: Float, dv: Float) {
    let back = -origin / scale
    return (
      Float(cosine * back.x + sine * back.y), Float(cosine * back.y - sine * back.x),
      Float(cosine / scale), Float(-sine / scale)
    )
  }
}

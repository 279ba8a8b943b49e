import CVision

/// A picture that is drawn on.
struct Drawing {
  let width: Int
  let height: Int
  private var rgb: [UInt8]

  /// Creates a picture of one colour.
  init(width: Int, height: Int, _ colour: Colour = .ground) {
    self.width = width
    self.height = height
    rgb = []
    rgb.reserveCapacity(3 * width * height)
    for _ in 0..<width * height { rgb += [colour.red, colour.green, colour.blue] }
  }

  /// What was drawn.
  var image: PixelImage { PixelImage(width: width, height: height, rgb: rgb) }

  /// All of it.
  var frame: Frame { Frame(left: 0, top: 0, right: Double(width), bottom: Double(height)) }

  /// Puts an image onto the picture; what is outside is left out.
  mutating func put(_ image: PixelImage, x left: Int, y top: Int) {
    let columns = max(0, -left)..<max(max(0, -left), min(image.width, width - left))
    for row in 0..<image.height where (0..<height).contains(top + row) && !columns.isEmpty {
      let from = 3 * (row * image.width + columns.lowerBound)
      let to = 3 * ((top + row) * width + left + columns.lowerBound)
      rgb.replaceSubrange(
        to..<to + 3 * columns.count, with: image.rgb[from..<from + 3 * columns.count])
    }
  }

  /// Fills a frame.
  mutating func fill(_ frame: Frame, _ colour: Colour) {
    let inside = frame.intersection(self.frame)
    let columns = Int(inside.left.rounded())..<Int(inside.right.rounded())
    for row in Int(inside.top.rounded())..<Int(inside.bottom.rounded()) {
      for column in columns {
        let at = 3 * (row * width + column)
        (rgb[at], rgb[at + 1], rgb[at + 2]) = (colour.red, colour.green, colour.blue)
      }
    }
  }

  /// Draws lines from place to place, light on dark, so that they show on any photograph.
  mutating func line(
    _ places: [Place], isClosed: Bool = false, _ colour: Colour, thickness: Int,
    isOutlined: Bool = true
  ) throws(VisionFault) {
    if isOutlined { try stroke(places, isClosed, .outline, thickness + 2) }
    try stroke(places, isClosed, colour, thickness)
  }

  /// Draws a box along the inside of a frame's edges, in whole pixels.
  ///
  /// - Parameter dash: How long a dash is; nil for lines without gaps.
  mutating func box(_ frame: Frame, _ colour: Colour, thickness: Int, dash: Double? = nil) {
    let frame = frame.rounded
    let width = Double(thickness)
    let edges = [
      Frame(left: frame.left, top: frame.top, right: frame.right, bottom: frame.top + width),
      Frame(left: frame.left, top: frame.bottom - width, right: frame.right, bottom: frame.bottom),
      Frame(left: frame.left, top: frame.top, right: frame.left + width, bottom: frame.bottom),
      Frame(left: frame.right - width, top: frame.top, right: frame.right, bottom: frame.bottom),
    ]
    let parts = edges.flatMap { edge in dash.map(edge.dashes) ?? [edge] }
    for part in parts { fill(part.grown(by: 1), .outline) }
    for part in parts { fill(part, colour) }
  }

  private mutating func stroke(
    _ places: [Place], _ isClosed: Bool, _ colour: Colour, _ thickness: Int
  ) throws(VisionFault) {
    // OpenCV's places are those of pixels' middles.
    let places = places.flatMap { [$0.x - 0.5, $0.y - 0.5] }
    try draw { canvas, error in
      drawing_lines(
        canvas, places, Int32(places.count / 2), isClosed, colour.code, Int32(thickness), error)
    }
  }

  /// Fills a circle, light on dark.
  mutating func dot(_ place: Place, radius: Double, _ colour: Colour) throws(VisionFault) {
    for (radius, colour) in [(radius + 1, Colour.outline), (radius, colour)] {
      try draw { canvas, error in
        drawing_dot(canvas, place.x - 0.5, place.y - 0.5, radius, colour.code, error)
      }
    }
  }

  /// Writes a line of text.
  mutating func write(
    _ text: DrawnText, x: Double, y: Double, _ colour: Colour = .text
  ) throws(VisionFault) {
    let base = Int32((y + Double(text.above)).rounded())
    try draw { canvas, error in
      drawing_text(
        canvas, text.text, Int32(x.rounded()), base, text.height, colour.code,
        Int32(DrawnText.thickness), error)
    }
  }

  private mutating func draw(
    _ call: (drawing_canvas, UnsafeMutablePointer<vision_error>) -> Bool
  ) throws(VisionFault) {
    var error = vision_error()
    let (width, height) = (Int32(width), Int32(height))
    let succeeded = rgb.withUnsafeMutableBufferPointer { rgb in
      call(drawing_canvas(rgb: rgb.baseAddress, width: width, height: height), &error)
    }
    if !succeeded { throw VisionFault(error) }
  }
}

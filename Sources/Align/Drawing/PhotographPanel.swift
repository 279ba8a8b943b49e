/// A photograph with all that was found in it.
struct PhotographPanel {
  private let examination: Examination
  private let photograph: PixelImage
  /// How many pixels of the panel a pixel of the photograph is.
  let scale: Double
  /// Where the photograph's corner is in the panel.
  private let origin: Place
  private var drawing: Drawing
  /// Where labels are already.
  private(set) var labels: [Frame] = []

  /// The longest edge of a photograph that is shown smaller than it is.
  static let longestEdge = 1600
  /// A photograph is shown larger, by a whole factor, as long as its longest edge is within this.
  private static let enlargedEdge = 800
  private static let mostEnlarged = 20
  /// What is drawn outside of a photograph is shown up to so many of its edges away.
  private static let reach = 0.5
  /// Room for a label.
  static let margin = 26.0
  private static let leastWidth = 160.0

  /// What the panel shows.
  var image: PixelImage { drawing.image }

  /// Draws the panel.
  init(_ examination: Examination, _ photograph: PixelImage) throws(VisionFault) {
    self.examination = examination
    self.photograph = photograph
    let longest = max(photograph.width, photograph.height)
    let factor = min(max(1, Self.enlargedEdge / longest), Self.mostEnlarged)
    scale =
      longest > Self.longestEdge ? Double(Self.longestEdge) / Double(longest) : Double(factor)
    let size = Frame(
      left: 0, top: 0, right: max(1, (Double(photograph.width) * scale).rounded()),
      bottom: max(1, (Double(photograph.height) * scale).rounded()))
    let extent = Self.extent(of: examination, size, scale)
    let room = extent.grown(by: Self.margin)
    let width = max(room.width, Self.leastWidth).rounded(.up)
    origin = Place(x: -room.left.rounded(.down), y: -room.top.rounded(.down))
    drawing = Drawing(width: Int(width), height: Int(room.height.rounded(.up)) + 1)
    drawing.put(
      try photograph.resized(width: Int(size.right), height: Int(size.bottom)), x: Int(origin.x),
      y: Int(origin.y))
    try drawFaces()
  }

  /// The photograph and what is drawn around it, in the panel's pixels from the photograph's corner.
  private static func extent(of examination: Examination, _ size: Frame, _ scale: Double) -> Frame {
    var boxes = examination.faces.map(\.face.box) + examination.candidates.map(\.box)
    if case .labelled(let target) = examination.rule { boxes.append(target.box) }
    let landmarks = examination.face?.landmarks.points ?? []
    boxes += landmarks.map { Box(left: $0.x, top: $0.y, right: $0.x, bottom: $0.y) }
    let limit = size.grown(by: reach * max(size.width, size.height))
    return boxes.reduce(size) { $0.union(frame(of: $1, scale)) }.intersection(limit)
  }

  private static func frame(of box: Box, _ scale: Double) -> Frame {
    Frame(
      left: Double(box.left) * scale, top: Double(box.top) * scale,
      right: Double(box.right + 1) * scale, bottom: Double(box.bottom + 1) * scale)
  }

  /// A box in the panel.
  func frame(of box: Box) -> Frame {
    let frame = Self.frame(of: box, scale)
    return Frame(
      left: frame.left + origin.x, top: frame.top + origin.y, right: frame.right + origin.x,
      bottom: frame.bottom + origin.y)
  }

  /// The middle of a pixel of the photograph.
  private func place(of point: Landmarks.Point) -> Place {
    Place(
      x: (Double(point.x) + 0.5) * scale + origin.x, y: (Double(point.y) + 0.5) * scale + origin.y)
  }

  /// Thicker on a large panel, which is looked at from farther away.
  private var thickness: Int { max(drawing.width, drawing.height) > 1200 ? 2 : 1 }

  private mutating func drawFaces() throws(VisionFault) {
    for candidate in examination.candidates.reversed() {
      drawing.box(frame(of: candidate.box), .candidate, thickness: thickness, dash: 6)
    }
    if case .labelled(let target) = examination.rule {
      drawing.box(frame(of: target.box), .labelled, thickness: thickness + 1, dash: 10)
    }
    for face in examination.faces where !face.isChosen {
      drawing.box(frame(of: face.face.box), .other, thickness: thickness + 1)
    }
    if let face = examination.face {
      try draw(face.landmarks)
      drawing.box(frame(of: face.detection.box), .chosen, thickness: thickness + 3)
    }
    try label()
  }

  private mutating func draw(_ landmarks: Landmarks) throws(VisionFault) {
    let places = landmarks.points.map(place(of:))
    // A small face would not be seen under thick lines.
    let eyes = landmarks.eyeDistance * scale
    let isSmall = eyes < Self.smallEyes
    for (range, isClosed) in Landmarks.outline {
      try drawing.line(
        Array(places[range]), isClosed: isClosed, .landmarks,
        thickness: isSmall ? 1 : thickness, isOutlined: !isSmall)
    }
    let anchors = examination.settings.warp.anchors.anchors.map { places[$0.landmark] }
    try drawing.line(
      anchors, isClosed: true, .anchors, thickness: isSmall ? 1 : thickness, isOutlined: !isSmall)
    let radius = min(max(eyes / 60, 1), 3)
    if !isSmall {
      for place in places { try drawing.dot(place, radius: radius, .landmarks) }
    }
    for anchor in anchors { try drawing.dot(anchor, radius: radius + 1.5, .anchors) }
  }

  /// A face whose outer eye corners are less apart is drawn with thin lines.
  private static let smallEyes = 90.0

  private mutating func label() throws(VisionFault) {
    for face in examination.faces where face.isChosen {
      try label(frame(of: face.face.box), face.face.score.fixed(2), .chosen)
    }
    for face in examination.faces where !face.isChosen {
      try label(frame(of: face.face.box), face.face.score.fixed(2), .other)
    }
    if case .labelled(let target) = examination.rule {
      try label(frame(of: target.box), "labelled", .labelled)
    }
    for candidate in examination.candidates {
      try label(frame(of: candidate.box), candidate.score.fixed(2), .candidate)
    }
  }

  /// Writes a label beside a box, where no other label is if there is such a place.
  private mutating func label(
    _ box: Frame, _ text: String, _ colour: Colour
  ) throws(VisionFault) {
    let text = try DrawnText(text)
    let (width, height) = (Double(text.width) + 8, Double(text.above + text.below) + 4)
    let gap = 3.0
    let corners = [
      (box.left - 1, box.top - height - gap), (box.right + 1 - width, box.top - height - gap),
      (box.left - 1, box.bottom + gap), (box.right + 1 - width, box.bottom + gap),
      (box.right + gap, box.top), (box.left - width - gap, box.top),
      (box.left + gap, box.top + gap), (box.right - width - gap, box.bottom - height - gap),
    ]
    let plates = corners.map { x, y in
      Frame(left: x, top: y, right: x + width, bottom: y + height)
        .moved(into: drawing.frame.grown(by: -1))
    }
    func overlap(_ plate: Frame) -> Double {
      labels.reduce(0) { $0 + $1.intersection(plate).area }
    }
    guard var best = plates.first else { return }
    for plate in plates where overlap(plate) < overlap(best) { best = plate }
    labels.append(best)
    drawing.fill(best, .outline)
    try drawing.write(text, x: best.left + 4, y: best.top + 3, colour)
  }
}

extension Landmarks {
  /// The distance of the outer eye corners, in pixels.
  fileprivate var eyeDistance: Double {
    let (dx, dy) = (Double(points[45].x - points[36].x), Double(points[45].y - points[36].y))
    return (dx * dx + dy * dy).squareRoot()
  }
}

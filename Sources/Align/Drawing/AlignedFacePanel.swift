/// The aligned face enlarged, once with its anchors' places and once without anything on it.
struct AlignedFacePanel {
  /// The face with the anchors' places.
  let marked: PixelImage
  /// The face, enlarged where it is small, and at its size.
  let plain: PixelImage
  /// Where in ``plain`` the face at its size is, to the pixel.
  let alignedPlace: (x: Int, y: Int)

  /// Faces are enlarged by a whole factor as long as they are within this.
  private static let edge = 400
  private static let gap = 16

  init(_ face: Face, _ warp: FaceWarp) throws(VisionFault) {
    let factor = max(1, Self.edge / warp.size)
    let large = try face.image.magnified(factor)
    marked = try Self.mark(large, warp, factor: Double(factor))
    let half = factor / 2
    if half < 2 {
      plain = face.image
      alignedPlace = (0, 0)
    } else {
      let middle = try face.image.magnified(half)
      var drawing = Drawing(
        width: middle.width + Self.gap + warp.size, height: middle.height)
      drawing.put(middle, x: 0, y: 0)
      alignedPlace = (middle.width + Self.gap, middle.height - warp.size)
      drawing.put(face.image, x: alignedPlace.x, y: alignedPlace.y)
      plain = drawing.image
    }
  }

  private static func mark(
    _ image: PixelImage, _ warp: FaceWarp, factor: Double
  ) throws(VisionFault) -> PixelImage {
    var drawing = Drawing(width: image.width, height: image.height)
    drawing.put(image, x: 0, y: 0)
    let places = warp.anchorPlaces.map { place in
      Place(x: (Double(place.x) + 0.5) * factor, y: (Double(place.y) + 0.5) * factor)
    }
    try drawing.line(places, isClosed: true, .anchors, thickness: 1)
    for (anchor, place) in zip(warp.anchors.anchors, places) {
      try drawing.dot(place, radius: 4, .anchors)
      let text = try DrawnText("\(anchor.landmark)")
      let (width, height) = (Double(text.width) + 8, Double(text.above + text.below) + 4)
      // Away from the triangle: the upper two labels go above it, and the lower one below.
      let isUpper = Double(anchor.y) < 0.45
      let top = isUpper ? place.y - height - 8 : place.y + 8
      let plate = Frame(
        left: place.x - width / 2, top: top, right: place.x + width / 2, bottom: top + height
      ).moved(into: drawing.frame.grown(by: -1))
      drawing.fill(plate, .outline)
      try drawing.write(text, x: plate.left + 4, y: plate.top + 3, .anchors)
    }
    return drawing.image
  }
}

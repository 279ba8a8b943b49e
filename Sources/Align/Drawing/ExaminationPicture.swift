/// A picture of what alignment sees in a photograph: the photograph with the faces, and beside it the
/// aligned face and its numbers.
public struct ExaminationPicture {
  /// The picture.
  public let image: PixelImage
  /// Where the aligned face is in it as it is, pixel for pixel; nil where there is none.
  let alignedPlace: (x: Int, y: Int)?

  /// The room between the parts.
  private static let gap = 16

  /// Draws the picture.
  ///
  /// Returns nil where the photograph cannot be decoded.
  ///
  /// - Throws: ``VisionFault`` if memory cannot be had.
  public init?(_ examination: Examination) throws(VisionFault) {
    guard let photograph = examination.photograph else { return nil }
    let panel = try PhotographPanel(examination, photograph.image)
    let caption = try PictureCaption(examination, scale: panel.scale).image
    let faces = try examination.face.map { face throws(VisionFault) in
      try AlignedFacePanel(face, examination.settings.warp)
    }
    let blocks = (faces.map { [$0.marked, $0.plain] } ?? []) + [caption]
    // To the right of the photograph, or below one that is so wide that most would be empty.
    let (column, row) = (Stack(blocks, isRow: false), Stack(blocks, isRow: true))
    let (beside, below) = (
      Self.size(panel.image, beside: column), Self.size(panel.image, above: row)
    )
    let isBeside =
      column.height <= 2 * panel.image.height
      || beside.width * beside.height <= below.width * below.height
    let stack = isBeside ? column : row
    let size = isBeside ? beside : below
    let corner =
      isBeside
      ? (x: panel.image.width + 2 * Self.gap, y: Self.gap)
      : (x: Self.gap + Int(PhotographPanel.margin), y: panel.image.height + 2 * Self.gap)
    var drawing = Drawing(width: size.width, height: size.height)
    drawing.put(panel.image, x: Self.gap, y: Self.gap)
    for (block, place) in zip(blocks, stack.places) {
      drawing.put(block, x: corner.x + place.x, y: corner.y + place.y)
    }
    image = drawing.image
    alignedPlace = faces.map { faces in
      let place = stack.places[1]
      return (corner.x + place.x + faces.alignedPlace.x, corner.y + place.y + faces.alignedPlace.y)
    }
  }

  private static func size(
    _ panel: PixelImage, beside stack: Stack
  ) -> (width: Int, height: Int) {
    (panel.width + stack.width + 3 * gap, max(panel.height, stack.height) + 2 * gap)
  }

  private static func size(_ panel: PixelImage, above stack: Stack) -> (width: Int, height: Int) {
    (
      max(panel.width, stack.width + Int(PhotographPanel.margin)) + 2 * gap,
      panel.height + stack.height + 3 * gap
    )
  }

  /// Images one under the other, or side by side.
  private struct Stack {
    let places: [(x: Int, y: Int)]
    let width: Int
    let height: Int

    init(_ images: [PixelImage], isRow: Bool) {
      var places: [(x: Int, y: Int)] = []
      var end = 0
      for image in images {
        places.append(isRow ? (end, 0) : (0, end))
        end += (isRow ? image.width : image.height) + gap
      }
      let length = max(0, end - gap)
      self.places = places
      width = isRow ? length : images.map(\.width).max() ?? 0
      height = isRow ? images.map(\.height).max() ?? 0 : length
    }
  }
}

import CVision

/// A line of text and the room that it takes.
struct DrawnText {
  /// The text, of ASCII.
  let text: String
  /// How high it is, of OpenCV's font.
  let height: Double
  let width: Int
  /// How far it reaches above its base line.
  let above: Int
  /// How far it reaches below it.
  let below: Int

  static let thickness = 1

  /// Measures a text. What is not ASCII is left out.
  init(_ text: String, height: Double = 0.5) throws(VisionFault) {
    self.text = text.filter { $0.isASCII && !$0.isNewline }
    self.height = height
    var error = vision_error()
    var size: (width: Int32, above: Int32, below: Int32) = (0, 0, 0)
    guard
      drawing_text_size(
        self.text, height, Int32(Self.thickness), &size.width, &size.above, &size.below, &error)
    else { throw VisionFault(error) }
    (width, above, below) = (Int(size.width), Int(size.above), Int(size.below))
  }
}

/// A rectangle in a picture, in pixels. Its edges lie between pixels.
struct Frame: Equatable, Sendable {
  var left: Double
  var top: Double
  var right: Double
  var bottom: Double

  var width: Double { right - left }
  var height: Double { bottom - top }

  /// The smallest frame around both.
  func union(_ other: Frame) -> Frame {
    Frame(
      left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
      bottom: max(bottom, other.bottom))
  }

  /// What lies in both; empty where nothing does.
  func intersection(_ other: Frame) -> Frame {
    let (left, top) = (max(left, other.left), max(top, other.top))
    return Frame(
      left: left, top: top, right: max(left, min(right, other.right)),
      bottom: max(top, min(bottom, other.bottom)))
  }

  /// The frame with its edges moved outwards.
  func grown(by pixels: Double) -> Frame {
    Frame(
      left: left - pixels, top: top - pixels, right: right + pixels, bottom: bottom + pixels)
  }

  /// The frame moved as little as brings it into another, which is as large or larger.
  func moved(into other: Frame) -> Frame {
    let x = max(other.left - left, min(0, other.right - right))
    let y = max(other.top - top, min(0, other.bottom - bottom))
    return Frame(left: left + x, top: top + y, right: right + x, bottom: bottom + y)
  }

  /// The frame with its edges between whole pixels.
  var rounded: Frame {
    Frame(
      left: left.rounded(), top: top.rounded(), right: right.rounded(), bottom: bottom.rounded())
  }

  /// Parts along the longer edge, of which the first and the last are at the ends, with gaps as long.
  func dashes(of length: Double) -> [Frame] {
    let span = max(width, height)
    let count = 2 * max(1, Int((span / (2 * length)).rounded())) - 1
    return stride(from: 0, to: count, by: 2).map { index in
      let (start, end) = (
        (span * Double(index) / Double(count)).rounded(),
        (span * Double(index + 1) / Double(count)).rounded()
      )
      return width > height
        ? Frame(left: left + start, top: top, right: left + end, bottom: bottom)
        : Frame(left: left, top: top + start, right: right, bottom: top + end)
    }
  }

  /// How many pixels lie inside.
  var area: Double { max(0, width) * max(0, height) }
}

/// A place in a picture, in pixels from its upper left corner.
struct Place: Equatable, Sendable {
  var x: Double
  var y: Double
}

import CVision

/// A rectangle of a level of an image pyramid.
struct LevelPart {
  var x: Int
  var y: Int
  var width: Int
  var height: Int

  /// As CVision takes it.
  var rect: vision_rect {
    vision_rect(left: Int32(x), top: Int32(y), right: Int32(x + width), bottom: Int32(y + height))
  }

  /// Any part of a level, with at least one pixel.
  static func random(
    width: Int, height: Int, using random: inout some RandomNumberGenerator
  ) -> LevelPart {
    let x = Int.random(in: 0..<width, using: &random)
    let y = Int.random(in: 0..<height, using: &random)
    return LevelPart(
      x: x, y: y, width: Int.random(in: 1...width - x, using: &random),
      height: Int.random(in: 1...height - y, using: &random))
  }
}

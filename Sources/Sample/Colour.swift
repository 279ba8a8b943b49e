/// A colour, 0 to 1 a channel, in the image's own (sRGB) values.
struct Colour: Equatable, Sendable {
  var red: Float
  var green: Float
  var blue: Float

  init(_ red: Float, _ green: Float, _ blue: Float) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  static let black = Colour(0, 0, 0)
  static let white = Colour(1, 1, 1)

  /// How bright it looks, by the weights of ITU-R BT.601.
  var luma: Float { 0.299 * red + 0.587 * green + 0.114 * blue }

  /// The colour with `share` of it replaced by `other`.
  func mixed(with other: Colour, _ share: Float) -> Colour {
    Colour(
      red + (other.red - red) * share,
      green + (other.green - green) * share,
      blue + (other.blue - blue) * share)
  }

  /// Channel by channel.
  static func * (colour: Colour, other: Colour) -> Colour {
    Colour(colour.red * other.red, colour.green * other.green, colour.blue * other.blue)
  }

  static func * (colour: Colour, factor: Float) -> Colour {
    Colour(colour.red * factor, colour.green * factor, colour.blue * factor)
  }

  static func + (colour: Colour, offset: Float) -> Colour {
    Colour(colour.red + offset, colour.green + offset, colour.blue + offset)
  }
}

/// The colours of a skin.
struct Complexion: Sendable {
  /// Where it faces the light.
  let lit: Colour
  /// Where it is turned away.
  let shadow: Colour
  /// Where it shines.
  let shine: Colour
  /// Cheeks, nose and ears.
  let blush: Colour
  let lips: Colour
  /// Lines and holes.
  let line: Colour

  init(_ skin: Colour, lipTint: Float) {
    lit = skin
    shadow = skin * Colour(0.56, 0.46, 0.43)
    shine = skin.mixed(with: .white, 0.32)
    blush = skin.mixed(with: Colour(0.80, 0.25, 0.20), 0.45)
    lips = (skin * Colour(0.86, 0.62, 0.62)).mixed(with: Colour(0.68, 0.16, 0.2), lipTint)
    line = skin * Colour(0.32, 0.2, 0.18)
  }

  /// From pale to dark.
  static let tones = [
    Colour(0.96, 0.82, 0.73), Colour(0.93, 0.76, 0.64), Colour(0.88, 0.69, 0.55),
    Colour(0.81, 0.61, 0.46), Colour(0.71, 0.51, 0.37), Colour(0.59, 0.41, 0.29),
    Colour(0.50, 0.34, 0.25),
  ]
}

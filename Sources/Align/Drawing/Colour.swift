import CVision

/// A colour of what is drawn on photographs.
///
/// They are Okabe and Ito's, which people with any kind of colour vision tell apart (Color Universal
/// Design, 2008).
struct Colour: Hashable, Sendable {
  let red: UInt8
  let green: UInt8
  let blue: UInt8

  /// The face that is taken.
  static let chosen = Colour(red: 0xE6, green: 0x9F, blue: 0x00)
  /// Other faces.
  static let other = Colour(red: 0x56, green: 0xB4, blue: 0xE9)
  /// What is nearly a face.
  static let candidate = Colour(red: 0xC4, green: 0xC4, blue: 0xC4)
  /// Where metadata has the face.
  static let labelled = Colour(red: 0xCC, green: 0x79, blue: 0xA7)
  /// Landmarks.
  static let landmarks = Colour(red: 0x00, green: 0x9E, blue: 0x73)
  /// The landmarks that are brought to their places.
  static let anchors = Colour(red: 0xF0, green: 0xE4, blue: 0x42)
  /// What lies under the others, so that they show on light photographs too.
  static let outline = Colour(red: 0x14, green: 0x14, blue: 0x18)
  /// What photographs lie on.
  static let ground = Colour(red: 0x26, green: 0x28, blue: 0x2C)
  /// Text.
  static let text = Colour(red: 0xEE, green: 0xEE, blue: 0xEE)

  /// As CVision takes it.
  var code: drawing_colour { drawing_colour(red: red, green: green, blue: blue) }
}

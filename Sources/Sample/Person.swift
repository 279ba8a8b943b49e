/// Somebody who does not exist, as a drawing of a face: what stays the same from one photograph to
/// the next.
///
/// Measures are in face coordinates, whose unit is a usual distance between outer eye corners.
public struct Person: Sendable {
  let complexion: Complexion
  let head: HeadOutline
  let hair: Colour
  let cut: HairCut
  let partsLeft: Bool
  /// The full beard's density, 0 for none.
  let beard: Float
  let eyes: Eyes
  let brows: Brows
  let nose: Nose
  let mouth: Mouth
  let clothes: Colour
  /// Seeds what is random in the drawing but the person's own: strands and curls.
  let seed: UInt64

  /// Draws a person.
  ///
  /// The same seed gives the same person.
  public init(seed: UInt64) {
    var random = SplitMix64(seed: seed, keys: 0x50)
    self.seed = seed
    let tone = random.between(0, Float(Complexion.tones.count - 1))
    let index = Int(tone)
    let skin = Complexion.tones[index].mixed(
      with: Complexion.tones[index + 1], tone - Float(index))
    let worn = random.pick(HairCut.all)
    cut = worn
    partsLeft = random.chance(0.5)
    complexion = Complexion(skin, lipTint: random.between(0.1, worn.length > 0 ? 0.6 : 0.3))
    hair = random.pick(index > 3 ? Array(Self.hairColours.prefix(3)) : Self.hairColours)
    head = HeadOutline(
      halfWidth: random.between(0.76, 0.87), crown: random.between(1.12, 1.24),
      chin: random.between(1.22, 1.4), taper: random.between(0.1, 0.28),
      squareness: random.between(0.1, 0.5))
    beard = worn.length == 0 && random.chance(0.3) ? random.between(0.3, 0.75) : 0
    eyes = Eyes(random: &random)
    brows = Brows(hair: hair, random: &random)
    nose = Nose(random: &random)
    mouth = Mouth(random: &random)
    clothes = Colour(
      random.between(0.12, 0.75), random.between(0.15, 0.7), random.between(0.18, 0.75))
  }

  /// From dark to light; dark skins take theirs from the first.
  private static let hairColours = [
    Colour(0.09, 0.08, 0.09), Colour(0.15, 0.10, 0.08), Colour(0.24, 0.16, 0.11),
    Colour(0.38, 0.25, 0.16), Colour(0.46, 0.21, 0.11), Colour(0.62, 0.45, 0.26),
    Colour(0.78, 0.63, 0.39), Colour(0.58, 0.57, 0.56),
  ]
}

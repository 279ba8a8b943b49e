extension Portrait {
  /// Ears and head, shaded as the ball that a head roughly is, with cheeks and forehead.
  func paintHead(on canvas: inout Canvas) {
    let skin = person.complexion
    let head = person.head
    for side: Float in [-1, 1] {
      let lit = 0.35 - 0.3 * side * shot.light.right
      let ear = skin.lit.mixed(with: skin.blush, 0.3).mixed(with: skin.shadow, lit)
      let u = side * (head.halfWidth + 0.01)
      canvas.fill(Ellipse(u, 0.2, 0.11, 0.24), ear, softness: 0.03)
      canvas.fill(
        Ellipse(u + side * 0.03, 0.18, 0.045, 0.14), skin.shadow, opacity: 0.4, softness: 0.06)
    }
    canvas.fill(head, softness: 0.025, colour: skinColour)
    for side: Float in [-1, 1] {
      canvas.fill(
        Ellipse(side * 0.47, 0.5, 0.26, 0.2), skin.blush, opacity: 0.3, softness: 0.34)
      canvas.fill(
        Ellipse(side * 0.42, 0.33, 0.17, 0.07), skin.shine, opacity: 0.28, softness: 0.2)
    }
    canvas.fill(
      Ellipse(0.3 * shot.light.right, -0.62, 0.42, 0.2), skin.shine, opacity: 0.3, softness: 0.45)
    canvas.fill(
      Ellipse(0, head.chin - 0.13, 0.17, 0.09), skin.shine, opacity: 0.25, softness: 0.2)
  }

  /// The skin's colour by how the light falls on the head there.
  private func skinColour(_ u: Float, _ v: Float) -> Colour {
    let skin = person.complexion
    let (across, down) = person.head.normalised(u, v)
    let towards = max(0, 1 - 0.9 * (across * across + down * down)).squareRoot()
    let lit = shot.light.falling(on: across, down, towards)
    let shaded = skin.shadow.mixed(with: skin.lit, smoothstep(0.16 + 0.95 * lit))
    return shaded.mixed(with: skin.shine, 0.5 * smoothstep((lit - 0.86) / 0.3))
  }

  /// A beard: the hair's colour over the jaw, thinner towards the cheeks.
  func paintBeard(on canvas: inout Canvas) {
    guard person.beard > 0 else { return }
    let noise = ValueNoise(seed: person.seed &+ 7)
    let head = person.head
    // Set in from the head's outline, past which its blur would reach.
    let jaw = HeadOutline(
      halfWidth: head.halfWidth * 0.95, crown: head.crown, chin: head.chin * 0.96,
      taper: head.taper, squareness: head.squareness)
    let top = person.nose.length + 0.1
    let area = Lens(
      u: 0, v: top, halfWidth: jaw.halfWidth * 1.25, above: 0, below: 1.5, bend: -0.62)
    let colour = person.hair
    canvas.fill(area.within(jaw), opacity: person.beard, softness: 0.14) { u, v in
      colour * (0.75 + 0.5 * noise(u * 32, v * 20))
    }
  }
}

extension Portrait {
  /// A nose: the bridge's bright ridge and dark sides, the tip, the wings, the nostrils and the
  /// shadow below.
  func paintNose(on canvas: inout Canvas) {
    let skin = person.complexion
    let nose = person.nose
    let light = shot.light.right
    for side: Float in [-1, 1] {
      let away = max(0.12, 0.3 - 0.5 * side * light)
      canvas.fill(
        Ellipse(side * (nose.bridge + 0.05), nose.length * 0.3, 0.045, nose.length * 0.5),
        skin.shadow, opacity: away, softness: 0.09)
      canvas.fill(
        Ellipse(side * (nose.halfWidth - 0.055), nose.length - 0.085, 0.07, 0.075),
        skin.lit.mixed(with: skin.blush, 0.35).mixed(with: skin.shadow, away * 0.7),
        opacity: 0.8, softness: 0.05)
      canvas.fill(
        Ellipse(side * nose.halfWidth, nose.length - 0.085, 0.018, 0.06), skin.line,
        opacity: 0.4, softness: 0.05)
    }
    canvas.fill(
      Ellipse(0, nose.length * 0.4, nose.bridge * 0.6, nose.length * 0.5), skin.shine,
      opacity: 0.4, softness: 0.09)
    canvas.fill(
      Ellipse(0, nose.length - 0.12, 0.09, 0.085), skin.lit.mixed(with: skin.blush, 0.2),
      opacity: 0.75, softness: 0.09)
    canvas.fill(
      Ellipse(0.06 * light, nose.length - 0.15, 0.05, 0.045), skin.shine, opacity: 0.6,
      softness: 0.07)
    paintNostrils(on: &canvas)
  }

  private func paintNostrils(on canvas: inout Canvas) {
    let skin = person.complexion
    let nose = person.nose
    canvas.fill(
      Ellipse(0, nose.length + 0.015, nose.halfWidth * 0.85, 0.03), skin.shadow, opacity: 0.55,
      softness: 0.07)
    for side: Float in [-1, 1] {
      canvas.fill(
        Lens(
          u: side * nose.halfWidth * 0.5, v: nose.length - 0.022, halfWidth: 0.055, above: 0.024,
          below: 0.018, slope: side * 0.008),
        skin.line, opacity: 0.9, softness: 0.02)
    }
    canvas.fill(
      Lens(u: 0, v: nose.length - 0.004, halfWidth: 0.07, above: 0.008, below: 0.01, bend: -0.012),
      skin.line, opacity: 0.5, softness: 0.025)
    canvas.fill(
      Ellipse(0, nose.length + 0.1, 0.022, 0.06), skin.shadow, opacity: 0.3, softness: 0.05)
  }
}

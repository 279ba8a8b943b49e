extension Portrait {
  /// A mouth: lips, the line or the teeth between them, the folds of a smile.
  func paintMouth(on canvas: inout Canvas) {
    let skin = person.complexion
    let mouth = person.mouth
    let smile = shot.expression.smile
    let gap = shot.expression.gap
    let v = person.nose.length + mouth.drop
    let half = mouth.halfWidth * (1 + 0.14 * max(0, smile))
    // The ends rise in a smile.
    let bend = -0.075 * smile
    canvas.fill(
      Ellipse(0, v + mouth.lowerLip + gap + 0.05, half * 0.6, 0.05), skin.shadow, opacity: 0.4,
      softness: 0.1)
    canvas.fill(
      Lens(
        u: 0, v: v, halfWidth: half, above: mouth.upperLip, below: gap * 0.5, bend: bend),
      skin.lips * 0.86, opacity: 0.95, softness: 0.025)
    canvas.fill(
      Lens(
        u: 0, v: v, halfWidth: half * 0.97, above: -gap * 0.5, below: mouth.lowerLip + gap,
        bend: bend),
      skin.lips, opacity: 0.95, softness: 0.03)
    canvas.fill(
      Ellipse(0.05 * shot.light.right, v + gap + mouth.lowerLip * 0.55, half * 0.4, 0.018),
      skin.shine, opacity: 0.35, softness: 0.05)
    // The bow of the upper lip.
    canvas.fill(
      Lens(u: 0, v: v - mouth.upperLip - 0.004, halfWidth: 0.06, above: 0.01, below: 0.022),
      skin.lit, opacity: 0.6, softness: 0.03)
    paintInside(v: v, half: half, bend: bend, on: &canvas)
    paintFolds(v: v, half: half, bend: bend, on: &canvas)
  }

  private func paintInside(v: Float, half: Float, bend: Float, on canvas: inout Canvas) {
    let gap = shot.expression.gap
    let inside = Lens(
      u: 0, v: v, halfWidth: half * 0.93, above: 0.012, below: 0.012 + gap, bend: bend)
    canvas.fill(inside, Colour(0.22, 0.08, 0.08), opacity: 0.9, softness: 0.018)
    guard gap > 0 else { return }
    let teeth = Lens(
      u: 0, v: v, halfWidth: half * 0.8, above: 0.002, below: gap * 0.75, bend: bend)
    canvas.fill(teeth.within(inside), Colour(0.93, 0.91, 0.87), opacity: 0.95, softness: 0.018)
  }

  private func paintFolds(v: Float, half: Float, bend: Float, on canvas: inout Canvas) {
    let skin = person.complexion
    let smile = max(0, shot.expression.smile)
    for side: Float in [-1, 1] {
      canvas.fill(
        Ellipse(side * (half + 0.015), v + bend, 0.026, 0.03), skin.shadow, opacity: 0.6,
        softness: 0.05)
      canvas.fill(
        Ellipse(side * (half + 0.05), v - 0.13, 0.03, 0.13), skin.shadow,
        opacity: 0.12 + 0.22 * smile, softness: 0.1)
    }
  }
}

extension Portrait {
  /// An eye: its socket's shadow, the ball between the lids, iris and pupil, lids and lashes.
  ///
  /// Side -1 is the eye that is left in the image, 1 the right one.
  func paintEye(side: Float, on canvas: inout Canvas) {
    let skin = person.complexion
    let eyes = person.eyes
    let opening = eyes.opening * shot.expression.lids
    let u = side * (eyes.span / 2 - eyes.halfWidth)
    let slope = -side * eyes.tilt
    canvas.fill(
      Ellipse(u - side * 0.03, -0.05, eyes.halfWidth * 1.2, 0.15), skin.shadow, opacity: 0.5,
      softness: 0.22)
    canvas.fill(
      Lens(u: u, v: 0.09, halfWidth: 0.17, above: 0.012, below: 0.012, bend: -0.05),
      skin.shadow, opacity: 0.35, softness: 0.05)
    let eye = Lens(
      u: u, v: 0, halfWidth: eyes.halfWidth, above: opening * 0.6, below: opening * 0.4,
      slope: slope)
    canvas.fill(eye, softness: 0.012) { _, v in
      Colour(0.93, 0.91, 0.89) * (0.98 + 1.2 * min(v, 0))
    }
    paintIris(in: eye, u: u, on: &canvas)
    paintLids(of: eye, side: side, on: &canvas)
  }

  private func paintIris(in eye: Lens, u: Float, on canvas: inout Canvas) {
    let radius: Float = 0.076
    let centre = u + 0.035 * shot.expression.gaze
    let iris = person.eyes.iris
    canvas.fill(
      Ellipse(centre, -0.012, radius, radius).within(eye), softness: 0.015
    ) { u, v in
      let (across, down) = ((u - centre) / radius, (v + 0.012) / radius)
      let rim = smoothstep((across * across + down * down - 0.35) / 0.65)
      return (iris * (1 + 0.35 * down)).mixed(with: .black, 0.55 * rim)
    }
    canvas.fill(Ellipse(centre, -0.012, 0.034, 0.034).within(eye), Colour(0.04, 0.03, 0.03))
    let glint = centre + (shot.light.right > 0 ? 0.028 : -0.028)
    canvas.fill(Ellipse(glint, -0.042, 0.016, 0.016).within(eye), .white, opacity: 0.9)
  }

  private func paintLids(of eye: Lens, side: Float, on canvas: inout Canvas) {
    let skin = person.complexion
    let half = eye.halfWidth
    // The upper lid's edge follows the eye's upper curve: from the corners, up by `above`.
    canvas.fill(
      Lens(
        u: eye.u, v: -eye.above, halfWidth: half * 1.03, above: 0.022, below: 0.012,
        bend: eye.above, slope: eye.slope),
      skin.line.mixed(with: .black, 0.5), opacity: 0.95, softness: 0.015)
    canvas.fill(
      Lens(
        u: eye.u - side * 0.01, v: -eye.above - 0.055, halfWidth: half * 1.02, above: 0.008,
        below: 0.01, bend: eye.above + 0.01, slope: eye.slope),
      skin.line, opacity: 0.5, softness: 0.025)
    canvas.fill(
      Lens(
        u: eye.u, v: eye.below, halfWidth: half, above: 0.006, below: 0.008, bend: -eye.below,
        slope: eye.slope),
      skin.line, opacity: 0.5, softness: 0.02)
  }

  /// An eyebrow, with hairs.
  func paintBrow(side: Float, on canvas: inout Canvas) {
    let brows = person.brows
    let noise = ValueNoise(seed: person.seed &+ 5)
    let u = side * (person.eyes.span / 2 - person.eyes.halfWidth + 0.015)
    let height = brows.height + brows.arch / 2 + shot.expression.brows
    let brow = Lens(
      u: u, v: -height, halfWidth: brows.halfWidth, above: brows.thickness * 0.55,
      below: brows.thickness * 0.55, bend: brows.arch, slope: -side * brows.tilt)
    canvas.fill(brow, opacity: 0.88, softness: 0.035) { u, v in
      brows.colour * (0.8 + 0.4 * noise(u * 40 - side * v * 30, v * 12))
    }
  }
}

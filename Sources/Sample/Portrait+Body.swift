extension Portrait {
  /// Shoulders, neck and the shadow that the head throws on it.
  func paintBody(on canvas: inout Canvas) {
    let skin = person.complexion
    let chin = person.head.chin
    let light = shot.light
    let cloth = person.clothes
    canvas.fill(Ellipse(0, chin + 2.35, 1.95, 2), softness: 0.05) { u, v in
      let across = u / 1.95
      let fold = 0.1 * light.right * across - 0.22 * across * across
      return cloth * (1 + fold - 0.12 * (v - chin - 0.35))
    }
    let neck = person.head.halfWidth * 0.56
    canvas.fill(Ellipse(0, chin + 0.3, neck * 1.3, 0.35), cloth * 0.78, softness: 0.06)
    let skinColour = { (u: Float, v: Float) -> Colour in
      let across = u / neck + 0.25 * light.right
      // The chin's shadow ends along its curve.
      let shadow = 1 - smoothstep((v - chin + 0.25 * across * across) / 0.34)
      return skin.lit.mixed(
        with: skin.shadow, min(1, 0.2 + 0.25 * across * across + 0.5 * shadow))
    }
    canvas.fill(Ellipse(0, chin - 0.05, neck, 0.68), softness: 0.04, colour: skinColour)
    canvas.fill(
      Ellipse(0, chin + 0.22, neck * 1.16, 0.3), softness: 0.05, colour: skinColour)
  }
}

extension Portrait {
  /// The hair that falls behind head and neck.
  func paintHairBehind(on canvas: inout Canvas) {
    let cut = person.cut
    let head = person.head
    let dark = person.hair * 0.6
    if cut.knot {
      let knot = Ellipse(0, -head.crown - 0.12, 0.3, 0.24)
      canvas.fill(knot, softness: 0.05, colour: strands)
    }
    guard cut.length > 0 else { return }
    let middle = (cut.length - head.crown) / 2
    canvas.fill(
      Ellipse(0, middle, head.halfWidth * 1.24, (cut.length + head.crown) / 2 * 1.05),
      softness: 0.06
    ) { u, v in strands(u, v).mixed(with: dark, 0.5) }
  }

  /// The hair in front.
  func paintHair(on canvas: inout Canvas) {
    let cut = person.cut
    let cap = HairCap(
      head: person.head, cut: cut, parting: person.partsLeft ? -cut.parting : cut.parting,
      noise: ValueNoise(seed: person.seed))
    canvas.fill(
      cap.within(Ellipse(0, -0.3, 3, 3)), person.complexion.shadow, opacity: 0.3, softness: 0.16)
    canvas.fill(cap, softness: 0.05, colour: strands)
  }

  /// The hair's colour: strands that run away from the parting, and a shine where the light is.
  private func strands(_ u: Float, _ v: Float) -> Colour {
    let noise = ValueNoise(seed: person.seed &+ 3)
    let strand =
      person.cut.curl > 0
      ? curl(u, v, noise) : noise(u * 26 + v * v * 4, v * 3 - abs(u) * 4)
    let above = (v + 0.95 + 0.25 * u * u) / 0.32
    let beside = (u - 0.4 * shot.light.right) / 0.75
    let shine = max(0, 1 - above * above) * max(0, 1 - beside * beside)
    let side = 1 + 0.2 * shot.light.right * u
    return (person.hair * ((0.72 + 0.5 * strand) * side)).mixed(
      with: .white, 0.16 * shine * (0.4 + strand))
  }

  /// How bright a curl is there: level lines of a noise that another one bends.
  private func curl(_ u: Float, _ v: Float, _ noise: ValueNoise) -> Float {
    let bend = 1.5 * noise(u * 9 + 30, v * 9)
    let level = 2 * noise(u * 7 + bend, v * 7 - bend)
    return 0.2 + 0.6 * smoothstep(abs(2 * (level - level.rounded(.down)) - 1))
  }
}

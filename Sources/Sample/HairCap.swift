/// The hair in front of a head: a cap that ends at the hairline.
struct HairCap: Shape {
  let head: HeadOutline
  let cut: HairCut
  /// Where the parting is.
  let parting: Float
  /// Makes curls of the outline.
  let noise: ValueNoise
  /// What the hair would cover if it had no hairline.
  private let cap: HeadOutline

  init(head: HeadOutline, cut: HairCut, parting: Float, noise: ValueNoise) {
    self.head = head
    self.cut = cut
    self.parting = parting
    self.noise = noise
    cap = HeadOutline(
      halfWidth: head.halfWidth * cut.volume, crown: head.crown * cut.volume, chin: head.chin,
      taper: head.taper, squareness: head.squareness)
  }

  func distance(_ u: Float, _ v: Float) -> Float {
    let curl = cut.curl == 0 ? 0 : cut.curl * (noise(u * 7, v * 7) - 0.5)
    return max(cap.distance(u, v) + curl, v - hairline(u) + curl * 0.6)
  }

  /// The height at which the hair ends.
  func hairline(_ u: Float) -> Float {
    let across = (u - parting) / (head.halfWidth + (u < parting ? parting : -parting))
    let square = min(across * across, 1)
    let rise = cut.roundness * square + (1 - cut.roundness) * square * square * square
    return cut.front + (cut.side - cut.front) * rise
  }

  var bounds: Bounds {
    let reach = head.halfWidth * cut.volume + cut.curl
    return Bounds(
      left: -reach, top: -head.crown * cut.volume - cut.curl, right: reach,
      bottom: max(cut.side, cut.front) + cut.curl)
  }
}

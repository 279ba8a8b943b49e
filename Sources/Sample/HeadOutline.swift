/// The outline of a head: about half an ellipse above the eyes, a narrowing and squarer one below.
struct HeadOutline: Shape {
  let halfWidth: Float
  /// How far the crown is above the eyes.
  let crown: Float
  /// How far the chin is below the eyes.
  let chin: Float
  /// How much narrower the jaw gets towards the chin, as a share of the width.
  let taper: Float
  /// 0 for an oval jaw, towards 1 for a square one.
  let squareness: Float

  func distance(_ u: Float, _ v: Float) -> Float {
    let (across, down) = normalised(u, v)
    return ((across * across + down * down).squareRoot() - 1) * halfWidth
  }

  /// The position on a disc of radius 1 that has the head's outline as its edge.
  func normalised(_ u: Float, _ v: Float) -> (across: Float, down: Float) {
    let down = v > 0 ? v / chin : v / crown
    let square = min(down * down, 2)
    let corner = v > 0 ? squareness : 0.22
    let narrowing = v > 0 ? 1 - taper * square : 1
    return (u / (halfWidth * narrowing), down * (1 - corner + corner * square))
  }

  var bounds: Bounds { Bounds(left: -halfWidth, top: -crown, right: halfWidth, bottom: chin) }
}

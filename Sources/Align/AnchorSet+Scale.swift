extension AnchorSet {
  /// How many pixels of an aligned face there are for a pixel of the photograph, along an edge: the
  /// square root of how much the transform enlarges the anchors' triangle. More than 1 where a face
  /// is enlarged; 0 where the three lie on a line, so that there is no transform.
  ///
  /// - Parameter size: The aligned face's edge, in pixels.
  public func scale(of landmarks: Landmarks, size: Int) -> Double {
    func twiceArea(_ corners: [(x: Double, y: Double)]) -> Double {
      let (a, b, c) = (corners[0], corners[1], corners[2])
      return abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y))
    }
    let there = twiceArea(points(of: landmarks).map { (Double($0.x), Double($0.y)) })
    let here = twiceArea(anchors.map { (Double($0.x), Double($0.y)) })
    return there > 0 ? Double(size) * (here / there).squareRoot() : 0
  }
}

import Align
import TestSupport

/// A picture of random pixels and landmarks anywhere in and around it.
struct RandomTransform {
  let image: PixelImage
  let landmarks: Landmarks
  let anchors: AnchorSet
  let size: Int

  /// The same transforms for the same seed. Every tenth has its anchors in a line, every tenth in
  /// one place: no transform takes those to the targets.
  static func all(count: Int, seed: UInt64) -> [RandomTransform] {
    var random = SeededRandom(seed)
    return (0..<count).map { RandomTransform($0, &random) }
  }

  private init(_ index: Int, _ random: inout SeededRandom) {
    let width = Int.random(in: 1...300, using: &random)
    let height = Int.random(in: 1...300, using: &random)
    image = .noise(width: width, height: height, seed: random.next())
    anchors = index % 2 == 0 ? .outerEyesAndNose : .innerEyesAndBottomLip
    size = index % 3 == 0 ? 96 : Int.random(in: FaceWarp.sizes, using: &random)
    var points = (0..<Landmarks.count).map { _ in
      Landmarks.Point(
        x: Int.random(in: -60...width + 60, using: &random),
        y: Int.random(in: -60...height + 60, using: &random))
    }
    let three = anchors.anchors.map(\.landmark)
    let first = points[three[0]]
    if index % 10 == 4 {
      points[three[1]] = Landmarks.Point(x: first.x + 10, y: first.y + 4)
      points[three[2]] = Landmarks.Point(x: first.x + 20, y: first.y + 8)
    } else if index % 10 == 9 {
      for landmark in three { points[landmark] = first }
    }
    landmarks = Landmarks(points)
  }

  /// Whether the three landmarks span a triangle that isn't a sliver.
  var isWellFormed: Bool {
    let points = anchors.points(of: landmarks)
    let (ux, uy) = (points[1].x - points[0].x, points[1].y - points[0].y)
    let (vx, vy) = (points[2].x - points[0].x, points[2].y - points[0].y)
    return abs(ux * vy - uy * vx) > 500
  }
}

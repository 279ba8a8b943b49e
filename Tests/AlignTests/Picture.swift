import Align
import Sample
import TestSupport
import Testing

/// The pictures that alignment is tried on, each painted once.
enum Picture: String, CaseIterable, CustomTestStringConvertible {
  case portrait
  case tall
  case distant
  case couple
  /// A couple whose larger face is tilted so far that dlib is surer of the smaller one.
  case tiltedCouple
  case cutByTheLeftEdge
  case cutByTheBottomEdge
  case landscape

  static let painted: [Picture: PixelImage] = {
    let portrait = Painter.paint(Person(seed: 1), Shot(seed: 2)).image
    var far = Shot(seed: 5)
    far.scale = 0.15
    var tilted = Shot(seed: 4)
    tilted.roll = 32
    let pictures: [Picture: PixelImage] = [
      .portrait: portrait,
      .tall: Painter.paint(Person(seed: 2), Shot(seed: 3), width: 180, height: 240).image,
      .distant: Painter.paint(Person(seed: 3), far, width: 200, height: 160).image,
      .couple: Painter.paint(Person(seed: 4), beside: Person(seed: 5), Shot(seed: 6)).image,
      .tiltedCouple: Painter.paint(Person(seed: 4), beside: Person(seed: 5), tilted).image,
      .cutByTheLeftEdge: portrait.part(x: 70, y: 0, width: 180, height: 250),
      .cutByTheBottomEdge: portrait.part(x: 0, y: 0, width: 250, height: 178),
      .landscape: Painter.landscape(seed: 7),
    ]
    return pictures
  }()

  var image: PixelImage { Self.painted[self] ?? PixelImage(width: 0, height: 0, rgb: []) }

  /// The landmarks of the largest face of each that has one.
  static let landmarks = Result<[Picture: Landmarks], any Error> {
    let models = try TestModels.shared.get()
    let detector = try FaceDetector(models.detector)
    var landmarks: [Picture: Landmarks] = [:]
    for picture in allCases {
      guard let face = try detector.faces(in: picture.image, upsample: 1).largest else { continue }
      landmarks[picture] = try models.landmarks.landmarks(of: face.box, in: picture.image)
    }
    return landmarks
  }

  var testDescription: String { rawValue }
}

extension PixelImage {
  /// A rectangle of the image.
  func part(x: Int, y: Int, width: Int, height: Int) -> PixelImage {
    var part: [UInt8] = []
    for row in y..<y + height {
      let start = 3 * (row * self.width + x)
      part += rgb[start..<start + 3 * width]
    }
    return PixelImage(width: width, height: height, rgb: part)
  }

  /// The image again and again, side by side.
  func tiled(columns: Int, rows: Int) -> PixelImage {
    let band = (0..<height).flatMap { row in
      let line = rgb[3 * row * width..<3 * (row + 1) * width]
      return (0..<columns).flatMap { _ in line }
    }
    return PixelImage(
      width: columns * width, height: rows * height, rgb: (0..<rows).flatMap { _ in band })
  }

  /// Every pixel as a square of several.
  func enlarged(_ factor: Int) -> PixelImage {
    let rows = (0..<height).map { row in
      (0..<width * factor).flatMap { column in
        let start = 3 * (row * width + column / factor)
        return rgb[start..<start + 3]
      }
    }
    return PixelImage(
      width: width * factor, height: height * factor,
      rgb: rows.flatMap { row in (0..<factor).flatMap { _ in row } })
  }

  /// Another image with this one in the place from a pixel on.
  func set(in other: PixelImage, x: Int, y: Int) -> PixelImage {
    var pixels = other.rgb
    for row in 0..<height {
      let start = 3 * ((y + row) * other.width + x)
      pixels.replaceSubrange(
        start..<start + 3 * width, with: rgb[3 * row * width..<3 * (row + 1) * width])
    }
    return PixelImage(width: other.width, height: other.height, rgb: pixels)
  }

  /// An image of random pixels.
  static func noise(width: Int, height: Int, seed: UInt64 = 1) -> PixelImage {
    var random = SeededRandom(seed)
    let rgb = (0..<3 * width * height).map { _ in UInt8.random(in: 0...255, using: &random) }
    return PixelImage(width: width, height: height, rgb: rgb)
  }

  /// An image of one colour.
  static func flat(width: Int, height: Int, level: UInt8 = 128) -> PixelImage {
    PixelImage(
      width: width, height: height, rgb: [UInt8](repeating: level, count: 3 * width * height))
  }
}

import Align

extension PixelImage {
  /// Whether red, green and blue are alike in every pixel.
  var isGrey: Bool {
    (0..<width * height).allSatisfy { (pixel: Int) -> Bool in
      let red = rgb[3 * pixel]
      return red == rgb[3 * pixel + 1] && red == rgb[3 * pixel + 2]
    }
  }
}

import Align
import Testing

@Suite("Sharpness")
struct SharpnessTests {
  /// The variance of the Laplacian by its definition: the mean of squared differences from the
  /// mean.
  private func variance(of image: PixelImage) -> Double {
    func luma(_ x: Int, _ y: Int) -> Double {
      let at = 3 * (y * image.width + x)
      let level =
        0.299 * Double(image.rgb[at]) + 0.587 * Double(image.rgb[at + 1])
        + 0.114 * Double(image.rgb[at + 2])
      // A tie's binary sum may lie on either side; thousandths are exact.
      return ((level * 1000).rounded() / 1000).rounded()
    }
    var values: [Double] = []
    for y in 1..<image.height - 1 {
      for x in 1..<image.width - 1 {
        values.append(
          luma(x - 1, y) + luma(x + 1, y) + luma(x, y - 1) + luma(x, y + 1) - 4 * luma(x, y))
      }
    }
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
  }

  @Test(
    "is the variance of the luma's Laplacian", arguments: [Picture.portrait, .couple, .landscape])
  func definition(picture: Picture) {
    let expected = variance(of: picture.image)
    #expect(abs(picture.image.sharpness - expected) < 1e-6 * expected)
  }

  @Test("of a chessboard of black and white pixels is the square of four steps")
  func chessboard() {
    let board = PixelImage(
      width: 10, height: 10,
      rgb: (0..<100).flatMap { [UInt8](repeating: ($0 + $0 / 10) % 2 == 0 ? 0 : 255, count: 3) })
    #expect(board.sharpness == 1020 * 1020)
  }

  @Test("is 0 of one colour, and where there is no inner pixel")
  func zero() {
    #expect(PixelImage.flat(width: 30, height: 20).sharpness == 0)
    #expect(PixelImage.noise(width: 2, height: 50).sharpness == 0)
    #expect(PixelImage.noise(width: 50, height: 2).sharpness == 0)
    #expect(PixelImage.noise(width: 1, height: 1).sharpness == 0)
  }

  @Test("is less of the same face out of focus")
  func focus() {
    let image = Picture.portrait.image
    let blurred = PixelImage(
      width: image.width, height: image.height - 1,
      rgb: (0..<image.rgb.count - 3 * image.width).map {
        UInt8((Int(image.rgb[$0]) + Int(image.rgb[$0 + 3 * image.width])) / 2)
      })
    #expect(blurred.sharpness < image.sharpness / 2)
  }
}

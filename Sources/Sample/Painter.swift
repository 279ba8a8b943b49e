import Align

/// Paints images of people who do not exist, and one of nobody.
///
/// Only additions, multiplications, divisions and square roots go into a pixel, all of which
/// IEEE 754 rounds in one way; there is no sine, power or exponential whose last bit could differ
/// between machines.
public enum Painter {
  /// Paints a person.
  ///
  /// - Parameters:
  ///   - person: Who.
  ///   - shot: How.
  ///   - width: Pixels in a row.
  ///   - height: The number of rows.
  /// - Returns: The image, and where the face is in it.
  public static func paint(
    _ person: Person, _ shot: Shot, width: Int = 250, height: Int = 250
  ) -> PaintedFace {
    let portrait = Portrait(of: person, in: shot, width: width, height: height)
    let image = paint([portrait], like: shot, width: width, height: height)
    return PaintedFace(image: image, position: portrait.position)
  }

  /// Paints a person and, smaller and beside, another.
  ///
  /// - Returns: The image, and where the first one's face is. It is the larger one.
  public static func paint(
    _ person: Person, beside other: Person, _ shot: Shot, width: Int = 400, height: Int = 300
  ) -> PaintedFace {
    var near = shot
    (near.scale, near.x, near.y) = (0.27, 0.34, 0.45)
    near.roll = shot.roll / 2
    var far = Shot(seed: SplitMix64.mixed(shot.seed))
    (far.scale, far.x, far.y) = (0.17, 0.79, 0.5)
    far.roll /= 2
    let portraits = [
      Portrait(of: other, in: far, width: width, height: height),
      Portrait(of: person, in: near, width: width, height: height),
    ]
    let image = paint(portraits, like: shot, width: width, height: height)
    return PaintedFace(image: image, position: portraits[1].position)
  }

  /// Paints hills under a sky.
  public static func landscape(seed: UInt64, width: Int = 250, height: Int = 250) -> PixelImage {
    var random = SplitMix64(seed: seed, keys: 0x4C)
    var canvas = Canvas(width: width, height: height)
    Landscape(random: &random).paint(on: &canvas)
    return canvas.developed(under: Light(random: &random), grain: 4, random: &random)
  }

  /// Paints people from the farthest to the nearest.
  private static func paint(
    _ portraits: [Portrait], like shot: Shot, width: Int, height: Int
  ) -> PixelImage {
    var random = SplitMix64(seed: shot.seed, keys: 0x42)
    var canvas = Canvas(width: width, height: height)
    Backdrop(width: width, height: height, random: &random).paint(on: &canvas)
    for portrait in portraits { portrait.paint(on: &canvas) }
    let image = canvas.developed(under: shot.light, grain: shot.grain, random: &random)
    return shot.isGrey ? grey(image) : image
  }

  private static func grey(_ image: PixelImage) -> PixelImage {
    var rgb = image.rgb
    for index in stride(from: 0, to: rgb.count, by: 3) {
      // ITU-R BT.601's weights in 256ths.
      let luma = 77 * Int(rgb[index]) + 150 * Int(rgb[index + 1]) + 29 * Int(rgb[index + 2])
      let value = UInt8(luma >> 8)
      (rgb[index], rgb[index + 1], rgb[index + 2]) = (value, value, value)
    }
    return PixelImage(width: image.width, height: image.height, rgb: rgb)
  }
}

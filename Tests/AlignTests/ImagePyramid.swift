import Align
import CReference
import CVision

/// The levels of the pyramid of images that faces are searched in, and parts of them.
final class ImagePyramid {
  private let pyramid: OpaquePointer?

  init() {
    pyramid = vision_pyramid_create(nil)
  }

  deinit {
    vision_pyramid_destroy(pyramid)
  }

  /// The instruction sets that this processor has, as CVision names them.
  static let targets = InstructionSet.all.map(\.target)

  /// The part of each level that is asked for, of the sizes of all levels; `nil` where that is none.
  func levels(
    of image: PixelImage, upsample: Int, target: Int64,
    parts: (_ sizes: [(width: Int, height: Int)]) -> [LevelPart?]
  ) -> [PixelImage?] {
    image.rgb.withUnsafeBufferPointer { rgb in
      let taken = vision_pyramid_reset(
        pyramid, rgb.baseAddress, Int32(image.width), Int32(image.height), Int32(upsample), target,
        nil)
      guard taken else { return [] }
      let sizes = (0..<vision_pyramid_levels(pyramid)).map { level in
        (
          width: Int(vision_pyramid_width(pyramid, level)),
          height: Int(vision_pyramid_height(pyramid, level))
        )
      }
      let parts = parts(sizes)
      guard vision_pyramid_make(pyramid, parts.map { $0?.rect ?? vision_rect() }, nil) else {
        return []
      }
      return parts.enumerated().map { level, part in
        part.map { part in
          var rgb = [UInt8](repeating: 0, count: 3 * part.width * part.height)
          vision_pyramid_read(pyramid, Int32(level), &rgb)
          return PixelImage(width: part.width, height: part.height, rgb: rgb)
        }
      }
    }
  }

  /// All of all levels.
  func levels(of image: PixelImage, upsample: Int, target: Int64) -> [PixelImage?] {
    levels(of: image, upsample: upsample, target: target) { sizes in
      sizes.map { LevelPart(x: 0, y: 0, width: $0.width, height: $0.height) }
    }
  }
}

extension LibraryCalls {
  /// The images that dlib's frontal face detector looks at, from the largest on.
  static func pyramid(of image: PixelImage, upsample: Int) -> [PixelImage] {
    var levels: [PixelImage] = []
    withUnsafeMutablePointer(to: &levels) { levels in
      reference_pyramid(
        image.rgb, Int32(image.width), Int32(image.height), Int32(upsample), levels
      ) { context, rgb, width, height in
        let bytes = UnsafeBufferPointer(start: rgb, count: 3 * Int(width) * Int(height))
        context?.assumingMemoryBound(to: [PixelImage].self).pointee.append(
          PixelImage(width: Int(width), height: Int(height), rgb: Array(bytes)))
      }
    }
    return levels
  }
}

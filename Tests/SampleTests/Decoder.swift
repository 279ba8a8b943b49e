import Align
import CVision

/// What the vision libraries make of a file's bytes.
enum Decoder {
  /// The image in the bytes; nil if they are no whole image.
  static func image(_ bytes: [UInt8]) -> PixelImage? {
    bytes.withUnsafeBufferPointer { buffer -> PixelImage? in
      var error = vision_error()
      let open = bytes.starts(with: png) ? vision_png_open : vision_jpeg_open
      guard let start = buffer.baseAddress, let reader = open(start, buffer.count, &error)
      else { return nil }
      defer { vision_reader_close(reader) }
      let width = Int(vision_reader_width(reader))
      let height = Int(vision_reader_height(reader))
      var rgb = [UInt8](repeating: 0, count: 3 * width * height)
      guard vision_reader_read(reader, &rgb, &error) else { return nil }
      return PixelImage(width: width, height: height, rgb: rgb)
    }
  }

  /// How a PNG begins.
  static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// How a JPEG begins.
  static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF]
}

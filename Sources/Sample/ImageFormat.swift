import Align

/// How an image of a sample is stored.
enum ImageFormat {
  /// A JPEG of a quality, 1 to 100.
  case jpeg(quality: Int)
  case png

  /// The file name's extension, with its dot.
  var suffix: String {
    switch self {
    case .jpeg: ".jpg"
    case .png: ".png"
    }
  }

  func encode(_ image: PixelImage) throws(VisionFault) -> [UInt8] {
    switch self {
    case .jpeg(let quality): try image.jpeg(quality: quality)
    case .png: try image.png()
    }
  }
}

/// How an export's faces are encoded.
public enum FaceEncoding: Equatable, Sendable {
  /// Not at all: RGB bytes, `[size, size, 3]`.
  case pixels
  /// PNG, which loses nothing.
  case png
  /// Baseline JPEG with 4:2:0 chroma, as OpenCV's imwrite has it; quality from 1 to 100.
  case jpeg(quality: Int)

  /// What such a file's name ends in; nil of pixels.
  var fileExtension: String? {
    switch self {
    case .pixels: nil
    case .png: "png"
    case .jpeg: "jpg"
    }
  }

  /// What export.json calls it; nil of pixels.
  public var name: String? {
    switch self {
    case .pixels: nil
    case .png: "png"
    case .jpeg: "jpeg"
    }
  }

  /// The JPEG's quality; nil of the others.
  public var quality: Int? {
    if case .jpeg(let quality) = self { quality } else { nil }
  }
}

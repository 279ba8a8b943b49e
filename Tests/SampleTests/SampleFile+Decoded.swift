import Align

@testable import Sample

extension SampleFile {
  /// The image that the tool decodes from the file's bytes.
  func decoded() throws -> PixelImage { try ImageDecoder().decode(bytes).image }

  /// What the file's first bytes say that it is; nil for no image.
  var format: Align.ImageFormat? { Align.ImageFormat(signature: bytes) }

  /// Why the file gives no image; nil if it does.
  var refusal: Rejection? {
    do throws(Rejection) {
      _ = try ImageDecoder().decode(bytes)
      return nil
    } catch {
      return error
    }
  }
}

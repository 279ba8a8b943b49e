/// An image format that is read, told by a file's first bytes and never by its name.
public enum ImageFormat: String, CaseIterable, Sendable {
  case jpeg
  case png

  /// How many bytes of a file ``init(signature:)`` and ``describe(_:)`` look at.
  public static let signatureLength = 64

  /// Tells the format from a file's first bytes; nil if it is neither JPEG nor PNG.
  ///
  /// JPEG: ITU-T T.81, annex B (SOI and the first byte of the next marker). PNG: ISO/IEC 15948,
  /// section 5.2.
  public init?(signature bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes.prefix(8))
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] {
      self = .png
    } else {
      return nil
    }
  }

  /// What a file that is neither JPEG nor PNG seems to be, for a person to read.
  public static func describe(_ bytes: some Sequence<UInt8>) -> String {
    let bytes = Array(bytes.prefix(signatureLength))
    if bytes.isEmpty { return "the file is empty" }
    let known: [(at: Int, signature: String, name: String)] = [
      (0, "GIF8", "GIF"), (8, "WEBP", "WebP"), (0, "BM", "BMP"), (0, "II*\0", "TIFF"),
      (0, "MM\0*", "TIFF"), (4, "ftypheic", "HEIC"), (4, "ftypavif", "AVIF"), (0, "%PDF", "PDF"),
      (0, "PK\u{3}\u{4}", "ZIP"), (0, "\u{1F}", "compressed data"),
    ]
    for (at, signature, name) in known where bytes.dropFirst(at).starts(with: signature.utf8) {
      return "the file is neither JPEG nor PNG; it looks like \(name)"
    }
    let start = bytes.drop { $0 <= 0x20 || $0 >= 0x80 }.prefix(9).map { $0 | 0x20 }
    if ["<!doctype", "<html", "<head", "<?xml"].contains(where: {
      start.starts(with: $0.utf8.map { $0 | 0x20 })
    }) {
      return "the file is neither JPEG nor PNG; it looks like HTML or XML"
    }
    if bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || 0x09...0x0D ~= $0 }) {
      return "the file is neither JPEG nor PNG; it looks like text"
    }
    let first = bytes.prefix(4).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
    return "the file is neither JPEG nor PNG; its first bytes are \(first.joined(separator: " "))"
  }
}

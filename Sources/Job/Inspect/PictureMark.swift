/// What shows that a picture is one that this program has drawn, and may be drawn again: a comment of a
/// JPEG, or a text of a PNG, behind the first segment or chunk.
enum PictureMark {
  private static let text = Array("align-dataset inspect".utf8)

  /// Within how many bytes of a file the mark is.
  static let reach = 128

  /// Whether a file's first bytes have the mark, or there are none.
  static func isBorne(by start: [UInt8]) -> Bool {
    guard !start.isEmpty else { return true }
    return start.indices.contains { start[$0...].starts(with: text) }
  }

  /// A picture with the mark.
  static func put(into picture: [UInt8]) -> [UInt8] {
    let isJPEG = picture.starts(with: [0xFF, 0xD8])
    let place = isJPEG ? 2 : headerLength
    return picture[..<place] + (isJPEG ? comment : chunk) + picture[place...]
  }

  /// COM of ITU-T T.81, B.2.4.5.
  private static let comment: [UInt8] = [0xFF, 0xFE, 0, UInt8(text.count + 2)] + text

  /// A PNG's signature and its first chunk, IHDR.
  private static let headerLength = 8 + 25

  /// tEXt of the PNG specification, 11.3.4.3, with the keyword Software and the chunk's checksum, which
  /// is that of this text.
  private static let chunk: [UInt8] = {
    let keyword = Array("Software".utf8) + [0]
    let length = UInt8(keyword.count + text.count)
    return [0, 0, 0, length] + Array("tEXt".utf8) + keyword + text
      + [0xBE, 0x82, 0x0C, 0xFA]
  }()
}

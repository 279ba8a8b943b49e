/// Segments put into a JPEG, and bytes of it changed.
enum JPEGMarker {
  static let app1: UInt8 = 0xE1

  /// A segment with its marker and length.
  static func segment(_ marker: UInt8, _ payload: [UInt8]) -> [UInt8] {
    let length = payload.count + 2
    return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + payload
  }

  /// The file with segments right behind its start.
  static func insert(_ segments: [[UInt8]], into jpeg: [UInt8]) -> [UInt8] {
    Array(jpeg.prefix(2)) + segments.joined() + jpeg.dropFirst(2)
  }

  /// Where the first segment with one of these markers begins.
  static func place(of markers: ClosedRange<UInt8>, in jpeg: [UInt8]) -> Int? {
    var at = 2
    while at + 4 <= jpeg.count {
      if markers.contains(jpeg[at + 1]) { return at }
      at += 2 + (Int(jpeg[at + 2]) << 8 | Int(jpeg[at + 3]))
    }
    return nil
  }

  static let startOfFrame: ClosedRange<UInt8> = 0xC0...0xC2
  static let startOfScan: ClosedRange<UInt8> = 0xDA...0xDA
}

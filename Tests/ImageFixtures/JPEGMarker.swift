/// Segments put into a JPEG, and bytes of it changed.
package enum JPEGMarker {
  package static let app1: UInt8 = 0xE1

  /// A segment with its marker and length.
  package static func segment(_ marker: UInt8, _ payload: [UInt8]) -> [UInt8] {
    let length = payload.count + 2
    return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + payload
  }

  /// The file with segments right behind its start.
  package static func insert(_ segments: [[UInt8]], into jpeg: [UInt8]) -> [UInt8] {
    Array(jpeg.prefix(2)) + segments.joined() + jpeg.dropFirst(2)
  }

  /// Where the first segment with one of these markers begins.
  package static func place(of markers: ClosedRange<UInt8>, in jpeg: [UInt8]) -> Int? {
    var at = 2
    while at + 4 <= jpeg.count {
      if markers.contains(jpeg[at + 1]) { return at }
      at += 2 + (Int(jpeg[at + 2]) << 8 | Int(jpeg[at + 3]))
    }
    return nil
  }

  /// The segments with one of these markers, before the first scan.
  package static func segments(_ markers: ClosedRange<UInt8>, of jpeg: [UInt8]) -> [[UInt8]] {
    var (segments, rest) = ([[UInt8]](), jpeg)
    while let start = place(of: markers, in: rest) {
      let end = start + 2 + (Int(rest[start + 2]) << 8 | Int(rest[start + 3]))
      segments.append(Array(rest[start..<end]))
      rest.removeSubrange(start..<end)
    }
    return segments
  }

  /// The file without them.
  package static func removing(
    _ markers: ClosedRange<UInt8>, from jpeg: [UInt8]
  ) -> [UInt8] {
    var rest = jpeg
    while let start = place(of: markers, in: rest) {
      rest.removeSubrange(start..<start + 2 + (Int(rest[start + 2]) << 8 | Int(rest[start + 3])))
    }
    return rest
  }

  /// Where what follows a scan begins.
  package static func end(ofScanAt start: Int, in jpeg: [UInt8]) -> Int {
    (start + 2..<jpeg.count - 1).first { jpeg[$0] == 0xFF && jpeg[$0 + 1] != 0 } ?? jpeg.count
  }

  package static let startOfFrame: ClosedRange<UInt8> = 0xC0...0xC2
  package static let startOfScan: ClosedRange<UInt8> = 0xDA...0xDA
}

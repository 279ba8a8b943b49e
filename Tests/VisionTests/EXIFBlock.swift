/// An EXIF block, from its TIFF header on, with one directory (TIFF 6.0, section 2).
struct EXIFBlock {
  /// A directory's entry; its value is what stands in its last four bytes.
  struct Entry {
    var tag: UInt16
    var type: UInt16 = 3
    var count: UInt32 = 1
    var value: UInt32

    static func orientation(_ value: UInt32) -> Entry { Entry(tag: 0x0112, value: value) }
  }

  var entries: [Entry]
  var isLittleEndian = true

  var bytes: [UInt8] {
    var bytes = Array((isLittleEndian ? "II" : "MM").utf8) + u16(42) + u32(8)
    bytes += u16(UInt16(entries.count))
    for entry in entries {
      // A short stands at the front of its four bytes, in either order.
      let value = entry.type == 3 ? u16(UInt16(entry.value)) + u16(0) : u32(entry.value)
      bytes += u16(entry.tag) + u16(entry.type) + u32(entry.count) + value
    }
    return bytes + u32(0)
  }

  /// The block as a JPEG's segment.
  var segment: [UInt8] { JPEGMarker.segment(JPEGMarker.app1, Array("Exif\0\0".utf8) + bytes) }

  /// The block as a PNG's chunk.
  var chunk: PNGChunk { PNGChunk(type: "eXIf", data: bytes) }

  private func u16(_ number: UInt16) -> [UInt8] {
    let bytes = [UInt8(number >> 8), UInt8(number & 0xFF)]
    return isLittleEndian ? bytes.reversed() : bytes
  }

  private func u32(_ number: UInt32) -> [UInt8] {
    let bytes = PNGChunk.bigEndian(number)
    return isLittleEndian ? bytes.reversed() : bytes
  }
}

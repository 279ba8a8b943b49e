/// An EXIF block, from its TIFF header on, with one directory (TIFF 6.0, section 2).
package struct EXIFBlock {
  /// A directory's entry; its value is what stands in its last four bytes.
  package struct Entry {
    package var tag: UInt16
    package var type: UInt16
    package var count: UInt32
    package var value: UInt32

    package init(tag: UInt16, type: UInt16 = 3, count: UInt32 = 1, value: UInt32) {
      self.tag = tag
      self.type = type
      self.count = count
      self.value = value
    }

    package static func orientation(_ value: UInt32) -> Entry { Entry(tag: 0x0112, value: value) }
  }

  package var entries: [Entry]
  package var isLittleEndian: Bool

  package init(entries: [Entry], isLittleEndian: Bool = true) {
    self.entries = entries
    self.isLittleEndian = isLittleEndian
  }

  package var bytes: [UInt8] {
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
  package var segment: [UInt8] {
    JPEGMarker.segment(JPEGMarker.app1, Array("Exif\0\0".utf8) + bytes)
  }

  /// The block as a PNG's chunk.
  package var chunk: PNGChunk { PNGChunk(type: "eXIf", data: bytes) }

  private func u16(_ number: UInt16) -> [UInt8] {
    let bytes = [UInt8(number >> 8), UInt8(number & 0xFF)]
    return isLittleEndian ? bytes.reversed() : bytes
  }

  private func u32(_ number: UInt32) -> [UInt8] {
    let bytes = PNGChunk.bigEndian(number)
    return isLittleEndian ? bytes.reversed() : bytes
  }
}

/// One chunk of a PNG (ISO/IEC 15948, section 5.3), written without libpng.
package struct PNGChunk: Sendable {
  package var type: String
  package var data: [UInt8]
  /// Whether its checksum is right.
  package var isSound: Bool

  package init(type: String, data: [UInt8], isSound: Bool = true) {
    self.type = type
    self.data = data
    self.isSound = isSound
  }

  package var bytes: [UInt8] {
    let checked = Array(type.utf8) + data
    let sum = Self.crc32(checked)
    return Self.bigEndian(UInt32(data.count)) + checked + Self.bigEndian(isSound ? sum : ~sum)
  }

  package static func bigEndian(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// ISO/IEC 15948, section 5.5.
  private static func crc32(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
        sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0)
      }
    }
  }
}

/// zlib streams (RFC 1950) written without zlib.
package enum ZlibStream {
  /// Bytes in one block without compression: RFC 1951, section 3.2.4.
  package static func stored(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt16(bytes.count)
    let lengths = [count, ~count].flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return [0x78, 0x01, 1] + lengths + bytes + PNGChunk.bigEndian(b << 16 | a)
  }

  /// Zeros, a thousandth as many bytes: a byte, and repetitions of it in one block with fixed codes,
  /// RFC 1951, section 3.2.6.
  package static func zeros(_ count: Int) -> [UInt8] {
    var bits = BitString()
    bits.append(0b011, 3)
    let literal = (0b0000_1100, 8)
    // The longest repetition, of 258 bytes, from a byte before.
    let repetition = (0b1010_0011, 13)
    bits.append(literal.0, literal.1)
    for _ in 0..<(count - 1) / 258 { bits.append(repetition.0, repetition.1) }
    for _ in 0..<(count - 1) % 258 { bits.append(literal.0, literal.1) }
    bits.append(0, 7)
    // Of zeros, Adler's first sum stays 1, and the second counts them.
    return [0x78, 0x01] + bits.bytes + PNGChunk.bigEndian(UInt32(count % 65521) << 16 | 1)
  }
}

/// Bits put one behind the other, into each byte from its lowest.
private struct BitString {
  private(set) var bytes: [UInt8] = []
  private var free = 0

  mutating func append(_ value: Int, _ count: Int) {
    for bit in 0..<count {
      if free == 0 {
        bytes.append(0)
        free = 8
      }
      bytes[bytes.count - 1] |= UInt8(value >> bit & 1) << UInt8(8 - free)
      free -= 1
    }
  }
}

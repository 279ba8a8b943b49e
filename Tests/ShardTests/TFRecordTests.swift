import TestSupport
import Testing

@testable import Shard

@Suite("TensorFlow's records")
struct TFRecordTests {
  @Test("have lengths and masked checksums")
  func record() {
    // The checksums were computed bit by bit with the polynomial of RFC 3720; that TensorFlow takes
    // them is what the trainers' tests show.
    #expect(
      TFRecordWriter.record(Array("hello".utf8)) == [
        0x05, 0, 0, 0, 0, 0, 0, 0, 0xEA, 0xB2, 0x04, 0x3E, 0x68, 0x65, 0x6C, 0x6C, 0x6F, 0xBB,
        0x1F, 0x1C, 0x19,
      ])
  }

  @Test("hold examples as Protocol Buffers have them")
  func example() {
    let example = TFExample([("k", .bytes([7, 8])), ("n", .int64(300))])
    #expect(
      example.bytes == [
        0x0A, 26,  // features
        0x0A, 11, 0x0A, 1, 0x6B, 0x12, 6, 0x0A, 4, 0x0A, 2, 7, 8,
        0x0A, 11, 0x0A, 1, 0x6E, 0x12, 6, 0x1A, 4, 0x0A, 2, 0xAC, 0x02,
      ])
    let negative = TFExample([("n", .int64(-1))]).bytes
    #expect(negative.suffix(10) == [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01])
  }
}

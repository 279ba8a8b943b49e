import TestSupport
import Testing

@testable import Shard

@Suite("TensorFlow's records")
struct TFRecordTests {
  @Test("have lengths and masked checksums, as TensorFlow 2.21 writes them")
  func record() {
    #expect(
      SHA256.hexadecimal(TFRecordWriter.record([])) == "000000000000000029039807d8ea82a2")
    #expect(
      SHA256.hexadecimal(TFRecordWriter.record(Array("abc".utf8)))
        == "0300000000000000b099490e6162636e57f121")
  }

  @Test("hold examples as TensorFlow writes them")
  func tensorFlow() {
    let example = TFExample([
      ("image/class/label", .int64(0)), ("image/class/text", .bytes(Array("Jürgen".utf8))),
    ])
    #expect(
      SHA256.hexadecimal(example.bytes)
        == "0a3d0a1a0a11696d6167652f636c6173732f6c6162656c12051a030a01000a1f0a10696d6167652f63"
        + "6c6173732f74657874120b0a090a074ac3bc7267656e")
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

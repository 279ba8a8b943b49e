import Testing

@testable import Shard

@Suite("A record of RecordIO")
struct RecordIOTests {
  /// The magic number's bytes.
  private let magic: [UInt8] = [0x0A, 0x23, 0xD7, 0xCE]

  @Test("is the magic number, the length, the bytes, and zeros up to a multiple of four")
  func framed() {
    #expect(RecordIO.framed([1, 2, 3, 4]) == magic + [4, 0, 0, 0, 1, 2, 3, 4])
    #expect(RecordIO.framed([1, 2, 3, 4, 5]) == magic + [5, 0, 0, 0, 1, 2, 3, 4, 5, 0, 0, 0])
    #expect(RecordIO.framed([]) == magic + [0, 0, 0, 0])
  }

  @Test("is cut where the magic number is in it at a multiple of four, and not elsewhere")
  func cut() {
    #expect(
      RecordIO.framed([1, 2, 3, 4] + magic + [5, 6])
        == magic + [4, 0, 0, 0x20, 1, 2, 3, 4] + magic + [2, 0, 0, 0x60, 5, 6, 0, 0])
    #expect(
      RecordIO.framed(magic + magic + [7])
        == magic + [0, 0, 0, 0x20] + magic + [0, 0, 0, 0x40] + magic + [1, 0, 0, 0x60, 7, 0, 0, 0])
    #expect(RecordIO.framed(magic) == magic + [0, 0, 0, 0x20] + magic + [0, 0, 0, 0x60])
    let shifted = [9] + magic
    #expect(RecordIO.framed(shifted) == magic + [5, 0, 0, 0] + shifted + [0, 0, 0])
  }

  @Test("is what MXNet's own writer makes of the same")
  func mxnet() {
    // mxnet 1.9.1: label 7, number 1, and an image that holds the magic number.
    let image = Array("abcd".utf8) + magic + Array("xyz".utf8)
    #expect(
      SHA256.hexadecimal(RecordIO.record(1, label: 7, image: image))
        == "0a23d7ce1c000020000000000000e0400100000000000000000000000000000061626364"
        + "0a23d7ce0300006078797a00")
  }

  @Test("of a face has the label as a 32-bit float, the number and the image")
  func face() {
    let header: [UInt8] = [0, 0, 0, 0, 0, 0, 0x40, 0x40, 5, 0, 0, 0, 0, 0, 0, 0]
    let second = [UInt8](repeating: 0, count: 8)
    #expect(
      RecordIO.record(5, label: 3, image: [1, 2, 3, 4])
        == magic + [28, 0, 0, 0] + header + second + [1, 2, 3, 4])
  }

  @Test("of several labels has their number, and them behind the header")
  func labels() {
    let header: [UInt8] = [2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let second = [UInt8](repeating: 0, count: 8)
    #expect(
      RecordIO.record(0, labels: [1, 2])
        == magic + [32, 0, 0, 0] + header + second + [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40])
  }
}

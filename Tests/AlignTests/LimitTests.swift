import Align
import TestSupport
import Testing

@Suite("An image over a limit")
struct LimitTests {
  /// A PNG of a few bytes whose header states a size: what a decompression bomb begins with.
  private func png(width: UInt32, height: UInt32) -> [UInt8] {
    func bytes(_ number: UInt32) -> [UInt8] {
      stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }
    func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
      let content = Array(type.utf8) + data
      return bytes(UInt32(data.count)) + content + bytes(crc(content))
    }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", bytes(width) + bytes(height) + [8, 2, 0, 0, 0])
      + chunk("IDAT", [0x78, 0x9C, 0x03, 0x00])
  }

  /// PNG's check sum (ISO/IEC 15948, annex D).
  private func crc(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in
        crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1
      }
    }
  }

  private func rejection(
    of bytes: [UInt8], limits: ImageLimits = ImageLimits()
  ) -> Rejection? {
    do throws(Rejection) {
      _ = try ImageDecoder(limits: limits).decode(bytes)
      return nil
    } catch {
      return error
    }
  }

  @Test("of pixels is refused by its header, before memory is taken for it")
  func pixels() {
    let bomb = png(width: 60_000, height: 60_000)
    #expect(bomb.count < 100)
    let rejection = rejection(of: bomb)
    #expect(rejection == .tooManyPixels(width: 60_000, height: 60_000, limit: 50_000_000))
    #expect(rejection?.reason == "too_large")
    #expect(
      rejection?.detail == "60000x60000 is over the limit of 50000000 pixels (--max-pixels)")
  }

  @Test("of pixels is refused as a JPEG too")
  func jpeg() throws {
    var bytes = try PixelImage.flat(width: 16, height: 16).jpeg()
    let frame = try #require(
      bytes.indices.dropLast().first { bytes[$0] == 0xFF && bytes[$0 + 1] == 0xC0 })
    // T.81, B.2.2: the frame's marker, length, precision, then lines and samples a line.
    bytes.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xDC, 0xFF, 0xDC])
    #expect(
      rejection(of: bytes) == .tooManyPixels(width: 65_500, height: 65_500, limit: 50_000_000))
  }

  @Test("of memory is rejected, and does not end the program")
  func memory() {
    let bomb = png(width: 1_000_000, height: 1_000_000)
    #expect(rejection(of: bomb, limits: ImageLimits(pixels: .max)) == .outOfMemory)
    #expect(Rejection.outOfMemory.reason == "failed")
    #expect(Memory.canHold(0) && Memory.canHold(1 << 20))
    #expect(!Memory.canHold(1 << 50) && !Memory.canHold(-1))
  }

  @Test("is one pixel larger than one that is accepted")
  func exactly() throws {
    let image = try PixelImage.noise(width: 20, height: 10).png()
    #expect(rejection(of: image, limits: ImageLimits(pixels: 200)) == nil)
    #expect(
      rejection(of: image, limits: ImageLimits(pixels: 199))
        == .tooManyPixels(width: 20, height: 10, limit: 199))
  }

  @Test("of OpenCV 4's warp is refused with that arithmetic, and only there")
  func edge() throws {
    let models = try TestModels.shared.get()
    for (width, height) in [(32_767, 2), (2, 32_767)] {
      let image = try PixelImage.flat(width: width, height: height).png()
      let four = AlignSettings(warp: FaceWarp(arithmetic: .opencv4), upsample: 0)
      #expect(
        try Aligner(models, settings: four).align(image)
          == .rejected(.edgeTooLong(width: width, height: height, limit: 32_766)))
      #expect(
        try Aligner(models, settings: AlignSettings(upsample: 0)).align(image)
          == .rejected(.noFace(width: width, height: height)))
    }
    let rejection = Rejection.edgeTooLong(width: 40_000, height: 2, limit: 32_766)
    #expect(rejection.reason == "too_large" && rejection.detail.contains("--warp"))
  }

  @Test("of bytes is what no image within the limit of pixels needs")
  func bytes() {
    #expect(ImageLimits(pixels: 50_000_000).bytes == 400_000_000 + (64 << 20))
    #expect(ImageLimits(pixels: .max).bytes == .max)
  }
}

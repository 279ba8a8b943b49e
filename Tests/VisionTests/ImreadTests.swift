import Align
import CFixtures
import ImageFixtures
import TestSupport
import Testing

/// Progressive JPEGs are compared whole only: of ones cut short, a newer libjpeg-turbo than Debian's
/// smooths more.
@Suite(
  "What is decoded is what OpenCV's imread gives",
  .enabled(if: Python.withOpenCV5 != nil, "\(Python.openCV5Absence)"))
struct ImreadTests {
  private static let jpegs = [FIXTURE_GREY, FIXTURE_YCBCR, FIXTURE_RGB, FIXTURE_CMYK, FIXTURE_YCCK]
    .flatMap { colours in
      [FIXTURE_ONE_SCAN, FIXTURE_SCAN_PER_COMPONENT, FIXTURE_PROGRESSIVE].flatMap { scans in
        [(1, 1), (2, 2)].map { sampling in
          JPEGFixture(
            colours: colours, scans: scans, quality: 75, isArithmetic: sampling.0 == 1,
            restartInterval: scans == FIXTURE_ONE_SCAN ? 3 : 0,
            sampling: colours == FIXTURE_YCBCR || colours == FIXTURE_YCCK ? sampling : (1, 1),
            width: 75, height: 51, paint: Paint.waves)
        }
      }
    }

  @Test("of every form of JPEG")
  func jpegForms() throws {
    try compare(Self.jpegs.map { try $0.bytes() })
  }

  @Test("of every form of PNG")
  func pngForms() throws {
    try compare(PNGFixture.forms.map(\.bytes))
  }

  @Test("of every orientation")
  func orientations() throws {
    let jpeg = try JPEGFixture().bytes()
    try compare(
      (0..<10 as Range<UInt32>).flatMap { orientation in
        [true, false].flatMap { isLittleEndian in
          let block = EXIFBlock(
            entries: [.orientation(orientation)], isLittleEndian: isLittleEndian)
          return [
            JPEGMarker.insert([block.segment], into: jpeg), PNGFixture(before: [block.chunk]).bytes,
            PNGFixture(behind: [block.chunk]).bytes,
          ]
        }
      })
  }

  @Test("of damaged EXIF blocks")
  func damagedOrientation() throws {
    let jpeg = try JPEGFixture().bytes()
    let text = EXIFBlock.Entry(tag: 0x010F, type: 2, count: 9, value: 38)
    let payload = Array(EXIFBlock(entries: [text, .orientation(6)]).segment.dropFirst(4))
    var random = SeededRandom(1)
    try compare(
      (0..<150).map { _ in
        var damaged = payload.prefix(.random(in: 30...payload.count, using: &random))
        damaged[.random(in: 6..<damaged.count, using: &random)] = .random(
          in: 0...50, using: &random)
        return JPEGMarker.insert(
          [JPEGMarker.segment(JPEGMarker.app1, Array(damaged))], into: jpeg)
      })
  }

  @Test("of JPEGs that break off, or of which some bytes are wrong")
  func damagedJPEG() throws {
    var random = SeededRandom(2)
    // Larger than a buffer of stdio's, at whose end libjpeg-turbo decodes in another way.
    let large = JPEGFixture(quality: 98, width: 200, height: 160, paint: Paint.waves)
    try compare(
      (Self.jpegs + [large, large]).filter { $0.scans != FIXTURE_PROGRESSIVE }.flatMap { fixture in
        try damaged(fixture.bytes(), from: 2, using: &random)
      })
  }

  @Test("of PNGs that break off in their pixels, or of which some bytes are wrong")
  func damagedPNG() throws {
    var random = SeededRandom(3)
    try compare(
      PNGFixture.forms.flatMap { fixture in
        // Not before the pixels, because imread takes gigabytes for a chunk that claims them, nor
        // at the very end, where a newer libpng than Debian's accepts a wrong checksum.
        let pixels = try #require(fixture.bytes.firstRange(of: Array("IDAT".utf8)))
        return try damaged(fixture.bytes, from: pixels.lowerBound, to: 12, using: &random)
      })
  }

  private func damaged(
    _ bytes: [UInt8], from start: Int, to end: Int = 0, using random: inout SeededRandom
  ) throws -> [[UInt8]] {
    let places = start..<bytes.count - end
    let cut = (0..<6).map { _ in Array(bytes.prefix(.random(in: places, using: &random))) }
    let wrong = (0..<18).map { _ in
      var wrong = bytes
      wrong[.random(in: places, using: &random)] =
        Bool.random(using: &random) ? 0xFF : .random(in: 0...255, using: &random)
      return wrong
    }
    return cut + wrong
  }

  private func compare(_ files: [[UInt8]]) throws {
    let python = try #require(Python.withOpenCV5)
    let decoder = ImageDecoder()
    let expected = try Imread.images(files, with: python)
    #expect(expected.count == files.count)
    for (i, (bytes, image)) in zip(files, expected).enumerated() {
      let isSame = (try? decoder.decode(bytes).image) == image
      #expect(isSame, "file \(i), of \(bytes.count) bytes")
    }
  }
}

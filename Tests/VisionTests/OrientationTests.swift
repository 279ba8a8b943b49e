import Align
import CFixtures
import ImageFixtures
import Testing

/// Where EXIF 2.3, section 4.6.4 A says that the first row and the first column of the stored image
/// lie in the upright one.
private struct Turn: CustomTestStringConvertible {
  let orientation: UInt32
  /// The place in the stored image of the upright one's pixel; `w` and `h` are the stored edges.
  let place: @Sendable (_ x: Int, _ y: Int, _ w: Int, _ h: Int) -> (Int, Int)
  var testDescription: String { "orientation \(orientation)" }

  func upright(_ stored: PixelImage) -> PixelImage {
    let (w, h) = (stored.width, stored.height)
    let (width, height) = orientation < 5 ? (w, h) : (h, w)
    var rgb: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let (column, row) = place(x, y, w, h)
        rgb += stored[column, row]
      }
    }
    return PixelImage(width: width, height: height, rgb: rgb)
  }
}

@Suite("EXIF's orientation")
struct OrientationTests {
  private let decoder = ImageDecoder()

  private static let turns = [
    Turn(orientation: 1) { x, y, _, _ in (x, y) },
    Turn(orientation: 2) { x, y, w, _ in (w - 1 - x, y) },
    Turn(orientation: 3) { x, y, w, h in (w - 1 - x, h - 1 - y) },
    Turn(orientation: 4) { x, y, _, h in (x, h - 1 - y) },
    Turn(orientation: 5) { x, y, _, _ in (y, x) },
    Turn(orientation: 6) { x, y, _, h in (y, h - 1 - x) },
    Turn(orientation: 7) { x, y, w, h in (w - 1 - y, h - 1 - x) },
    Turn(orientation: 8) { x, y, w, _ in (w - 1 - y, x) },
  ]

  @Test("turns a JPEG upright, in either byte order", arguments: turns, [true, false])
  private func jpeg(turn: Turn, isLittleEndian: Bool) throws {
    let fixture = JPEGFixture(colours: FIXTURE_RGB)
    let block = EXIFBlock(
      entries: [.orientation(turn.orientation)], isLittleEndian: isLittleEndian)
    let bytes = JPEGMarker.insert([block.segment], into: try fixture.bytes())
    #expect(try decoder.decode(bytes).image == turn.upright(fixture.image))
  }

  @Test("turns a PNG upright, before its pixels or behind", arguments: turns, [true, false])
  private func png(turn: Turn, isBefore: Bool) throws {
    var fixture = PNGFixture()
    let block = EXIFBlock(entries: [.orientation(turn.orientation)], isLittleEndian: isBefore)
    if isBefore { fixture.before = [block.chunk] } else { fixture.behind = [block.chunk] }
    #expect(try decoder.decode(fixture.bytes).image == turn.upright(fixture.image))
  }

  @Test("does nothing where it has no meaning", arguments: [0, 9, 65_535] as [UInt32])
  func meaningless(orientation: UInt32) throws {
    #expect(try !isTurned(by: [EXIFBlock(entries: [.orientation(orientation)]).segment]))
  }

  @Test("is found behind another segment of the same kind, and the first one stated counts")
  func severalSegments() throws {
    let other = JPEGMarker.segment(
      JPEGMarker.app1, Array("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta/>".utf8))
    let turning = EXIFBlock(entries: [.orientation(6)]).segment
    let upright = EXIFBlock(entries: [.orientation(1)]).segment
    let silent = EXIFBlock(entries: [EXIFBlock.Entry(tag: 0x0128, value: 2)]).segment
    #expect(try isTurned(by: [other, turning]))
    #expect(try isTurned(by: [silent, turning, upright]))
    #expect(try !isTurned(by: [upright, turning]))
    // One without a meaning is stated all the same.
    for meaningless: UInt32 in [0, 9] {
      let first = EXIFBlock(entries: [.orientation(meaningless)]).segment
      #expect(try !isTurned(by: [first, turning]))
    }
  }

  @Test("is not read from a segment of another name")
  func otherName() throws {
    let block = EXIFBlock(entries: [.orientation(6)]).bytes
    let payload = Array("Other\0".utf8) + block
    #expect(try !isTurned(by: [JPEGMarker.segment(JPEGMarker.app1, payload)]))
  }

  @Test("is read though the block ends with it")
  func cutShort() throws {
    let block = EXIFBlock(entries: [.orientation(6)]).bytes
    let whole = Array("Exif\0\0".utf8) + block.dropLast(6)
    #expect(try isTurned(by: [JPEGMarker.segment(JPEGMarker.app1, whole)]))
    #expect(try !isTurned(by: [JPEGMarker.segment(JPEGMarker.app1, whole.dropLast())]))
  }

  @Test(
    "is left alone behind an entry that leads out of the block, as imread does",
    arguments: [
      0x010E, 0x010F, 0x0110, 0x011A, 0x011B, 0x0131, 0x0132, 0x013E, 0x013F, 0x0211, 0x0214,
      0x8298,
    ] as [UInt16])
  func misled(tag: UInt16) throws {
    func block(_ place: UInt32) -> [UInt8] {
      let room = Array(repeating: 0 as UInt8, count: 48)
      let text = EXIFBlock.Entry(tag: tag, type: 2, count: 48, value: place)
      return JPEGMarker.segment(
        JPEGMarker.app1,
        Array("Exif\0\0".utf8) + EXIFBlock(entries: [text, .orientation(6)]).bytes + room)
    }
    let end: UInt32 = 8 + 2 + 2 * 12 + 4
    #expect(try isTurned(by: [block(end)]))
    #expect(try !isTurned(by: [block(end + 48)]))
    #expect(try !isTurned(by: [block(.max)]))
  }

  private func isTurned(by segments: [[UInt8]]) throws -> Bool {
    let fixture = JPEGFixture()
    let decoded = try decoder.decode(JPEGMarker.insert(segments, into: fixture.bytes()))
    return decoded.image.width == fixture.height
  }
}

import Align
import Foundation
import ImageFixtures
import Testing

@Suite("A PNG")
struct PNGTests {
  private let decoder = ImageDecoder()

  @Test("gives exactly the samples that it holds", arguments: PNGFixture.forms)
  func forms(fixture: PNGFixture) throws {
    let decoded = try decoder.decode(fixture.bytes)
    #expect(decoded.image == fixture.image)
    #expect(decoded.warning == nil)
  }

  @Test("has no transparency, whichever way it states some")
  func transparency() throws {
    let palette = PNGFixture(
      colours: .palette, depth: 4, before: [PNGChunk(type: "tRNS", data: [0, 128, 255])])
    #expect(try decoder.decode(palette.bytes).image == palette.image)
    let grey = PNGFixture(
      colours: .grey, depth: 2, before: [PNGChunk(type: "tRNS", data: [0, 1])])
    #expect(try decoder.decode(grey.bytes).image == grey.image)
    let rgb = PNGFixture(before: [PNGChunk(type: "tRNS", data: [0, 1, 0, 2, 0, 3])])
    #expect(try decoder.decode(rgb.bytes).image == rgb.image)
  }

  @Test(
    "keeps its levels, whatever it states of gamma, background or colour profile",
    arguments: [
      PNGChunk(type: "gAMA", data: [0, 1, 0x86, 0xA0]), PNGChunk(type: "sRGB", data: [0]),
      PNGChunk(type: "bKGD", data: [0, 9, 0, 9, 0, 9]), PNGChunk(type: "sBIT", data: [5, 6, 5]),
    ])
  func gamma(chunk: PNGChunk) throws {
    let fixture = PNGFixture(before: [chunk])
    #expect(try decoder.decode(fixture.bytes).image == fixture.image)
  }

  /// Their compressed parts are none; libpng would complain if it looked.
  private static let unreadable = [
    "zTXt": "Title\0\0", "iTXt": "Title\0\u{1}\0\0\0", "iCCP": "sRGB\0\0",
  ]
  .map { PNGChunk(type: $0.key, data: Array(($0.value + "not zlib's").utf8)) }

  @Test(
    "leaves texts and colour profiles packed, because they can unpack to gigabytes",
    arguments: unreadable)
  func packed(chunk: PNGChunk) throws {
    let fixture = PNGFixture(before: [chunk])
    let decoded = try decoder.decode(fixture.bytes)
    #expect(decoded.image == fixture.image)
    #expect(decoded.warning == nil)
  }

  @Test("gives the image that stands for itself, of an animation")
  func animation() throws {
    let control = PNGChunk(type: "acTL", data: PNGChunk.bigEndian(2) + PNGChunk.bigEndian(0))
    let fixture = PNGFixture(
      before: [control], behind: [PNGChunk(type: "fdAT", data: Array(repeating: 0, count: 40))])
    #expect(try decoder.decode(fixture.bytes).image == fixture.image)
  }

  @Test("is refused by its header's size before memory is taken for it")
  func size() {
    let large = PNGFixture(width: 60_000, height: 60_000)
    let start = PNGFixture.signature + large.header.bytes + PNGChunk(type: "IDAT", data: []).bytes
    #expect(throws: Rejection.tooManyPixels(width: 60_000, height: 60_000, limit: 50_000_000)) {
      try decoder.decode(start)
    }
  }

  @Test(
    "gets no memory for a chunk that claims more bytes than the file has",
    arguments: ["eXIf", "sPLT", "pCAL", "sCAL"])
  func longChunk(type: String) throws {
    let claim = PNGChunk.bigEndian(0x7FFF_FFFF) + Array(type.utf8) + EXIFBlock(entries: []).bytes
    let before = try peak()
    #expect(throws: Rejection.corrupt(problem: "the data ends too soon")) {
      try decoder.decode(PNGFixture.signature + PNGFixture().header.bytes + claim)
    }
    #expect(try peak() - before < 1 << 30)
  }

  /// The most address space that this process ever had, in bytes.
  private func peak() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.firstMatch(of: /VmPeak:\s+(\d+) kB/))
    return try #require(Int(line.1)) * 1024
  }
}

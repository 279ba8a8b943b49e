extension HostileKind {
  /// PNGs that are damaged or absurd.
  package static let pngs: [HostileKind] =
    cutPNGs + headersOfPNGs + sizesOfPNGs + chunksOfPNGs + pixelsOfPNGs + palettesOfPNGs
    + extrasOfPNGs

  private static let cutPNGs: [HostileKind] = [
    HostileKind("PNG's signature", "corrupt") { _ in PNGFixture.signature },
    HostileKind("PNG of noise", "corrupt") { PNGFixture.signature + noise(3000, $0) },
    HostileKind("PNG cut in its header", "corrupt") { i in
      Array(plain(i).bytes.prefix(place(i, in: 9..<33)))
    },
    HostileKind("PNG cut in its pixels", "corrupt") { i in
      let bytes = plain(i).bytes
      return Array(bytes.prefix(place(i, in: 41..<bytes.count - 16)))
    },
    HostileKind("interlaced PNG cut in its pixels", "corrupt") { i in
      var fixture = plain(i)
      fixture.isInterlaced = true
      let bytes = fixture.bytes
      return Array(bytes.prefix(place(i, in: 41..<bytes.count - 16)))
    },
    HostileKind("PNG without its end", "corrupt") { i in
      PNGFixture.file(plain(i).chunks.dropLast())
    },
    HostileKind("PNG with noise behind it", "no_face") { plain($0).bytes + noise(100_000, $0) },
  ]

  private static let headersOfPNGs: [HostileKind] = [
    header("of no width", "corrupt") { $0[3] = 0 },
    header("of no height", "corrupt") { $0[7] = 0 },
    header("of negative size", "corrupt") { $0[0] = 0xFF },
    header("of 3 bits", "corrupt") { $0[8] = 3 },
    header("of 32 bits", "corrupt") { $0[8] = 32 },
    header("of 4 bits a channel", "corrupt") { $0[8] = 4 },
    header("of unknown colours", "corrupt") { $0[9] = 5 },
    header("of unknown compression", "corrupt") { $0[10] = 1 },
    header("of unknown filters", "corrupt") { $0[11] = 7 },
    header("of unknown interlacing", "corrupt") { $0[12] = 2 },
    header("with a short header", "corrupt") { $0.removeLast() },
    header("with a long header", "corrupt") { $0.append(0) },
    chunks("of two headers", "corrupt") { $0.insert($0[0], at: 0) },
    chunks("without a header", "corrupt") { $0.removeFirst() },
    chunks("of iPhone's own form", "corrupt") {
      $0.insert(PNGChunk(type: "CgBI", data: [0x50, 0, 0x20, 2]), at: 0)
    },
    chunks("with a wrong checksum of its header", "corrupt") { $0[0].isSound = false },
  ]

  private static let sizesOfPNGs: [HostileKind] = [
    HostileKind("PNG bomb", "too_large") { i in
      Array(zeros(width: 60_000, height: 60_000 + i, deflated: 1_000_000).prefix(2000))
    },
    HostileKind("whole PNG bomb", "too_large") { i in
      zeros(width: 8000, height: 8000 + i, deflated: 8001 * 8000, .grey)
    },
    // libpng's own limit for an edge is a million, and what is beyond it has no size for it.
    HostileKind("PNG wider than libpng takes", "corrupt") { i in
      zeros(width: 2_000_000 + i, height: 1, deflated: 100)
    },
    HostileKind("PNG as large as a header can say", "corrupt") { _ in
      zeros(width: 0x7FFF_FFFF, height: 0x7FFF_FFFF, deflated: 100)
    },
    HostileKind("PNG of one pixel", "no_face") { _ in zeros(width: 1, height: 1, deflated: 4) },
    HostileKind("PNG of one column", "no_face") { i in
      zeros(width: 1, height: 20_000 + i, deflated: 4 * (20_000 + i))
    },
    HostileKind("PNG of one row", "no_face") { i in
      zeros(width: 20_000 + i, height: 1, deflated: 1 + 3 * (20_000 + i))
    },
  ]

  private static let chunksOfPNGs: [HostileKind] = [
    chunks("with a wrong checksum of its pixels", "corrupt") { $0[1].isSound = false },
    // OpenCV 5's libpng accepts it, and Debian's does not.
    chunks("with a wrong checksum of its end", "corrupt") { $0[2].isSound = false },
    chunks("with an unknown critical chunk", "corrupt") {
      $0.insert(PNGChunk(type: "ABCD", data: [1]), at: 1)
    },
    chunks("with a chunk whose name is none", "corrupt") {
      $0.insert(PNGChunk(type: "a[1m", data: [1]), at: 1)
    },
    HostileKind("PNG of an endless chunk", "corrupt") { i in
      PNGFixture.signature + plain(i).header.bytes
        + PNGChunk.bigEndian(i.isMultiple(of: 2) ? 0x7FFF_FFFF : 0xFFFF_FFFF)
        + Array("IDAT".utf8) + noise(300, i)
    },
    chunks("of 3,000 empty pieces", "no_face") {
      let chunk = PNGChunk(type: "IDAT", data: [])
      $0.insert(contentsOf: Array(repeating: chunk, count: 3000), at: 1)
    },
    chunks("of 10,000 unknown chunks", "no_face") {
      let chunk = PNGChunk(type: "vpAg", data: [])
      $0.insert(contentsOf: Array(repeating: chunk, count: 10_000), at: 1)
    },
  ]

  private static let pixelsOfPNGs: [HostileKind] = [
    chunks("without pixels", "corrupt") { $0.remove(at: 1) },
    chunks("of empty pixels", "corrupt") { $0[1].data = [] },
    chunks("of too few pixels", "corrupt") { $0[1].data = ZlibStream.zeros(500) },
    chunks("of too many pixels", "no_face") { $0[1].data = ZlibStream.zeros(10_000_000) },
    chunks("of noise for pixels", "corrupt") { $0[1].data = noise(500, 7) },
    chunks("of noise in its pixels", "corrupt") { $0[1].data = [0x78, 0x01] + noise(500, 8) },
    chunks("of a zlib stream of another method", "corrupt") { $0[1].data[0] = 0x77 },
    chunks("whose pixels have a wrong sum", "corrupt") { $0[1].data[$0[1].data.count - 1] ^= 1 },
    chunks("of a filter that is not", "corrupt") { $0[1].data[7] = 9 },
    chunks("whose pixels are parted by a text", "corrupt") {
      let data = $0[1].data
      let text = PNGChunk(type: "tEXt", data: Array("Title\0none".utf8))
      $0[1].data = Array(data.prefix(200))
      $0.insert(
        contentsOf: [text, PNGChunk(type: "IDAT", data: Array(data.dropFirst(200)))], at: 2)
    },
  ]

  private static let palettesOfPNGs: [HostileKind] = [
    palette("without its palette", "corrupt") { $0.remove(at: 1) },
    palette("with an empty palette", "corrupt") { $0[1].data = [] },
    palette("with half a colour", "corrupt") { $0[1].data.removeLast() },
    palette("with a palette of 300", "corrupt") { $0[1].data = noise(900, 1) },
    palette("with a palette behind its pixels", "corrupt") { $0.swapAt(1, 2) },
    palette("of colours that its palette lacks", "no_face") { $0[1].data.removeLast(12 * 3) },
    palette("with a wrong checksum of its palette", "corrupt") { $0[1].isSound = false },
    palette("of more transparency than colours", "no_face") {
      $0.insert(PNGChunk(type: "tRNS", data: noise(200, 2)), at: 2)
    },
    chunks("of colours with two palettes", "corrupt") {
      let palette = PNGChunk(type: "PLTE", data: noise(30, 3))
      $0.insert(contentsOf: [palette, palette], at: 1)
    },
  ]

  private static let extrasOfPNGs: [HostileKind] = [
    HostileKind("PNG with 16 MB of text in 100 KB", "no_face") { i in
      packed("zTXt", Array("Comment\0\0".utf8), into: plain(i))
    },
    HostileKind("PNG with 16 MB of colour profile in 100 KB", "no_face") { i in
      packed("iCCP", Array("ICC profile\0\0".utf8), into: plain(i))
    },
    HostileKind("PNG of an animation that is none", "no_face") { i in
      var fixture = plain(i)
      fixture.before = [PNGChunk(type: "acTL", data: noise(8, i))]
      fixture.behind = [PNGChunk(type: "fdAT", data: noise(99, i))]
      return fixture.bytes
    },
    HostileKind("PNG with EXIF of orientation 9", "no_face") { i in
      var fixture = plain(i)
      fixture.before = [EXIFBlock(entries: [.orientation(UInt32(9 + i))]).chunk]
      return fixture.bytes
    },
    HostileKind("PNG with EXIF of noise", "no_face") { i in
      var fixture = plain(i)
      fixture.behind = [PNGChunk(type: "eXIf", data: Array("II*\0".utf8) + noise(500, i))]
      return fixture.bytes
    },
    HostileKind("PNG with metadata of wrong lengths", "no_face") { i in
      var fixture = plain(i)
      fixture.before = ["gAMA", "cHRM", "sRGB", "pHYs", "tIME", "sBIT", "hIST"].map {
        PNGChunk(type: $0, data: noise(1 + i % 7 * 5, i))
      }
      return fixture.bytes
    },
    HostileKind("PNG of 16 bits, alpha and interlacing", "no_face") { i in
      PNGFixture(colours: .rgba, depth: 16, isInterlaced: true, width: 40 + i).bytes
    },
  ]

  /// A PNG that is in order.
  private static func plain(_ index: Int) -> PNGFixture {
    PNGFixture(width: 40 + index % 9, height: 30 + index % 7)
  }

  /// One whose header's data is changed.
  private static func header(
    _ what: String, _ reason: String, _ change: @escaping @Sendable (inout [UInt8]) -> Void
  ) -> HostileKind {
    chunks(what, reason) { change(&$0[0].data) }
  }

  /// One whose chunks are changed: header, pixels and end.
  private static func chunks(
    _ what: String, _ reason: String, _ change: @escaping @Sendable (inout [PNGChunk]) -> Void
  ) -> HostileKind {
    HostileKind("PNG \(what)", reason) { i in
      var chunks = plain(i).chunks
      change(&chunks)
      return PNGFixture.file(chunks)
    }
  }

  /// As ``chunks(_:_:_:)``, with a palette behind the header.
  private static func palette(
    _ what: String, _ reason: String, _ change: @escaping @Sendable (inout [PNGChunk]) -> Void
  ) -> HostileKind {
    HostileKind("PNG \(what)", reason) { i in
      var chunks = PNGFixture(colours: .palette, depth: 4, width: 30 + i % 50).chunks
      change(&chunks)
      return PNGFixture.file(chunks)
    }
  }

  /// One of so many zeros, compressed.
  private static func zeros(
    width: Int, height: Int, deflated count: Int, _ colours: PNGFixture.Colours = .rgb
  ) -> [UInt8] {
    let fixture = PNGFixture(colours: colours, width: width, height: height)
    return PNGFixture.file([
      fixture.header, PNGChunk(type: "IDAT", data: ZlibStream.zeros(count)),
      PNGChunk(type: "IEND", data: []),
    ])
  }

  /// One with a chunk that unpacks to a thousand times its bytes.
  private static func packed(
    _ type: String, _ start: [UInt8], into fixture: PNGFixture
  ) -> [UInt8] {
    var fixture = fixture
    fixture.before = [PNGChunk(type: type, data: start + ZlibStream.zeros(1 << 24))]
    return fixture.bytes
  }
}

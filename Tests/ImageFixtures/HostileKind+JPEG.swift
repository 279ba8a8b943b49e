import CFixtures

extension HostileKind {
  /// JPEGs that are damaged, absurd, or of kinds that nobody uses.
  package static let jpegs: [HostileKind] =
    cutJPEGs + sizesOfJPEGs + framesOfJPEGs + tablesOfJPEGs + scansOfJPEGs + exifOfJPEGs

  private static let cutJPEGs: [HostileKind] = [
    HostileKind("JPEG's signature", "corrupt") { _ in [0xFF, 0xD8, 0xFF] },
    HostileKind("JPEG of start and end", "corrupt") { _ in [0xFF, 0xD8, 0xFF, 0xD9] },
    // Bytes that are no marker's, because some markers' are of kinds that are unsupported.
    HostileKind("JPEG of noise", "corrupt") { i in
      [0xFF, 0xD8, 0xFF] + noise(3000, i).map { $0 & 0x7F }
    },
    HostileKind("JPEG cut in its header", "corrupt") { i in
      let jpeg = try plain(i)
      return Array(jpeg.prefix(place(i, in: 4..<(try scan(of: jpeg)) + 13)))
    },
    HostileKind("JPEG of a header only", "no_face") { i in
      let jpeg = try plain(i)
      return Array(jpeg.prefix(try scan(of: jpeg) + 14))
    },
    HostileKind("JPEG cut in its pixels", "no_face") { i in
      let jpeg = try plain(i)
      return Array(jpeg.prefix(place(i, in: try scan(of: jpeg) + 14..<jpeg.count - 2)))
    },
    HostileKind("progressive JPEG cut in its first scan", "no_face") { i in
      let jpeg = try plain(i, scans: FIXTURE_PROGRESSIVE)
      return Array(jpeg.prefix(try scan(of: jpeg) + 30))
    },
    HostileKind("JPEG without its end", "no_face") { Array(try plain($0).dropLast(2)) },
    HostileKind("JPEG with noise behind it", "no_face") { try plain($0) + noise(100_000, $0) },
    HostileKind("JPEG with another behind it", "no_face") { try plain($0) + plain($0 + 1) },
    HostileKind("JPEG with noise for pixels", "no_face") { i in
      let jpeg = try plain(i)
      return Array(jpeg.prefix(try scan(of: jpeg) + 14)) + noise(4000, i)
    },
    HostileKind("JPEG filled up before its first segment", "no_face") { i in
      [0xFF, 0xD8] + [UInt8](repeating: 0xFF, count: 100_000 + i) + (try plain(i).dropFirst(2))
    },
  ]

  private static let sizesOfJPEGs: [HostileKind] = [
    HostileKind("JPEG bomb", "too_large") { try sized($0, width: 65_500, height: 65_500) },
    HostileKind("JPEG larger than libjpeg takes", "unsupported") {
      try sized($0, width: 65_535, height: 65_535)
    },
    HostileKind("JPEG of no width", "corrupt") { try sized($0, width: 0, height: 9 + $0) },
    HostileKind("JPEG of no height", "corrupt") { try sized($0, width: 9 + $0, height: 0) },
    HostileKind("JPEG of much more than it holds", "no_face") {
      try sized($0, width: 1000, height: 900 + $0)
    },
    HostileKind("JPEG of one pixel", "no_face") { try plain($0, width: 1, height: 1) },
    HostileKind("JPEG of one column", "no_face") { try plain($0, width: 1, height: 20_000) },
    HostileKind("JPEG of one row", "no_face") { try plain($0, width: 20_000, height: 1) },
  ]

  private static let framesOfJPEGs: [HostileKind] = [
    HostileKind("JPEG of 12 bits", "unsupported") { try framed($0) { $0[4] = 12 } },
    HostileKind("JPEG of 9 bits", "unsupported") { try framed($0) { $0[4] = 9 } },
    HostileKind("lossless JPEG", "unsupported") { try framed($0) { $0[1] = 0xC3 } },
    HostileKind("hierarchical JPEG", "unsupported") { i in
      try framed(i) { $0[1] = [0xC5, 0xC6, 0xC7, 0xCD, 0xCE, 0xCF][i % 6] }
    },
    HostileKind("lossless arithmetic JPEG", "unsupported") { try framed($0) { $0[1] = 0xCB } },
    HostileKind("JPEG-LS", "corrupt") { try framed($0) { $0[1] = 0xF7 } },
    HostileKind("arithmetic JPEG", "no_face") { try plain($0, isArithmetic: true) },
    HostileKind("progressive arithmetic JPEG", "no_face") {
      try plain($0, scans: FIXTURE_PROGRESSIVE, isArithmetic: true)
    },
    HostileKind("JPEG that says arithmetic and is not", "no_face") {
      try framed($0) { $0[1] = 0xC9 }
    },
    HostileKind("JPEG of two components", "unsupported") { i in
      var jpeg = try components(i, 2)
      let start = try scan(of: jpeg)
      let header = JPEGMarker.segment(0xDA, [2, 1, 0, 2, 0x11, 0, 63, 0])
      jpeg.replaceSubrange(start..<start + 14, with: header)
      return jpeg
    },
    HostileKind("JPEG of five components", "unsupported") { try components($0, 5) },
    HostileKind("JPEG of no components", "corrupt") { try components($0, 0) },
    HostileKind("JPEG of 255 components", "corrupt") { try components($0, 255) },
    HostileKind("JPEG without sampling", "corrupt") { try framed($0) { $0[11] = 0 } },
    HostileKind("JPEG of sampling by 15", "corrupt") { try framed($0) { $0[11] = 0xFF } },
    HostileKind("JPEG without a frame", "corrupt") { i in
      JPEGMarker.removing(JPEGMarker.startOfFrame, from: try plain(i))
    },
    HostileKind("JPEG of two frames", "corrupt") { i in
      let jpeg = try plain(i)
      let frame = JPEGMarker.segments(JPEGMarker.startOfFrame, of: jpeg)
      return JPEGMarker.insert(frame, into: jpeg)
    },
    HostileKind("CMYK JPEG", "no_face") { try plain($0, colours: FIXTURE_CMYK) },
    HostileKind("JPEG of an unknown transform", "no_face") { i in
      let adobe = Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, UInt8(3 + i % 200)]
      return JPEGMarker.insert([JPEGMarker.segment(0xEE, adobe)], into: try plain(i))
    },
  ]

  private static let tablesOfJPEGs: [HostileKind] = [
    HostileKind("JPEG without quantisation", "corrupt") { i in
      JPEGMarker.removing(0xDB...0xDB, from: try plain(i))
    },
    HostileKind("JPEG quantised by nothing", "no_face") { i in
      let zeros = JPEGMarker.segment(0xDB, [0] + [UInt8](repeating: 0, count: 64))
      let grey = try plain(i, colours: FIXTURE_GREY)
      let without = JPEGMarker.removing(0xDB...0xDB, from: grey)
      return JPEGMarker.insert([zeros], into: without)
    },
    HostileKind("JPEG of a tenth quantisation", "corrupt") { i in
      let table = JPEGMarker.segment(0xDB, [9] + [UInt8](repeating: 1, count: 64))
      return JPEGMarker.insert([table], into: try plain(i))
    },
    // libjpeg-turbo has Motion JPEG's tables for it, which are libjpeg's own.
    HostileKind("JPEG without Huffman's tables", "no_face") { i in
      JPEGMarker.removing(0xC4...0xC4, from: try plain(i))
    },
    HostileKind("progressive JPEG without Huffman's tables", "corrupt") { i in
      JPEGMarker.removing(0xC4...0xC4, from: try plain(i, scans: FIXTURE_PROGRESSIVE))
    },
    HostileKind("JPEG of impossible Huffman codes", "corrupt") { i in
      let counts = [UInt8](repeating: 255, count: 16)
      return JPEGMarker.insert([JPEGMarker.segment(0xC4, [0] + counts)], into: try plain(i))
    },
    HostileKind("JPEG whose segment has no length", "corrupt") { i in
      JPEGMarker.insert([[0xFF, 0xDB, 0, UInt8(i % 2)]], into: try plain(i))
    },
    HostileKind("JPEG whose segment goes on behind its end", "corrupt") { i in
      JPEGMarker.insert([[0xFF, 0xE5, 0xFF, 0xFF]], into: try plain(i))
    },
    HostileKind("JPEG of comments", "no_face") { i in
      let comment = JPEGMarker.segment(0xFE, noise(65_533, i))
      return JPEGMarker.insert(Array(repeating: comment, count: 20), into: try plain(i))
    },
  ]

  private static let scansOfJPEGs: [HostileKind] = [
    HostileKind("JPEG without a scan", "corrupt") { i in
      let jpeg = try plain(i)
      return Array(jpeg.prefix(try scan(of: jpeg))) + [0xFF, 0xD9]
    },
    HostileKind("JPEG of 600 scans", "unsupported") { i in
      let jpeg = try plain(i, scans: FIXTURE_PROGRESSIVE)
      let start = try scan(of: jpeg)
      let next = JPEGMarker.end(ofScanAt: start, in: jpeg)
      return Array(jpeg[..<start]) + Array(repeating: jpeg[start..<next], count: 600 + i).joined()
        + jpeg[next...]
    },
    HostileKind("JPEG of a scan of no component", "corrupt") { i in
      var jpeg = try plain(i)
      let start = try scan(of: jpeg)
      jpeg.replaceSubrange(start..<start + 14, with: [0xFF, 0xDA, 0, 6, 0, 0, 63, 0])
      return jpeg
    },
    HostileKind("JPEG of a scan of another component", "corrupt") { i in
      var jpeg = try plain(i)
      jpeg[try scan(of: jpeg) + 5] = UInt8(9 + i)
      return jpeg
    },
    HostileKind("JPEG of impossible progression", "corrupt") { i in
      var jpeg = try plain(i, scans: FIXTURE_PROGRESSIVE)
      jpeg[try scan(of: jpeg) + 11] = 63
      return jpeg
    },
    HostileKind("JPEG of restarts that are not there", "no_face") { i in
      JPEGMarker.insert([JPEGMarker.segment(0xDD, [0, UInt8(1 + i % 200)])], into: try plain(i))
    },
  ]

  private static let exifOfJPEGs: [HostileKind] = [
    exif("of orientation 9") { EXIFBlock(entries: [.orientation(UInt32(9 + $0))]).bytes },
    exif("without directory") { Array("II".utf8) + [42, 0, UInt8($0), 0xFF, 0, 0] },
    exif("of negative offsets") { i in
      let entry = EXIFBlock.Entry(
        tag: 0x010F, type: 2, count: 0xFFFF_FFFF, value: UInt32(bitPattern: -1 - Int32(i)))
      return EXIFBlock(entries: [entry, .orientation(6)], isLittleEndian: i.isMultiple(of: 2)).bytes
    },
    exif("whose directory follows itself") { i in
      var bytes = EXIFBlock(entries: [.orientation(UInt32(i % 10))]).bytes
      bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: [8, 0, 0, 0])
      return bytes
    },
    exif("of more entries than it holds") { i in
      var bytes = EXIFBlock(entries: [.init(tag: 1, value: 1)]).bytes
      bytes.replaceSubrange(8..<10, with: [0xFF, 0xFF])
      return bytes + noise(i * 10, i)
    },
    exif("of 64 KB") { i in
      EXIFBlock(
        entries: (0..<5000).map { EXIFBlock.Entry(tag: UInt16($0 % 270), value: UInt32($0 + i)) }
      ).bytes
    },
    exif("of noise") { noise(2000, $0) },
  ]

  private static func exif(
    _ what: String, _ block: @escaping @Sendable (Int) -> [UInt8]
  ) -> HostileKind {
    HostileKind("JPEG with EXIF \(what)", "no_face") { i in
      JPEGMarker.insert(
        [JPEGMarker.segment(JPEGMarker.app1, Array("Exif\0\0".utf8) + block(i))],
        into: try plain(i))
    }
  }

  /// A JPEG that is in order.
  private static func plain(
    _ index: Int, colours: fixture_colours = FIXTURE_YCBCR, scans: fixture_scans = FIXTURE_ONE_SCAN,
    isArithmetic: Bool = false, width: Int? = nil, height: Int? = nil
  ) throws -> [UInt8] {
    try JPEGFixture(
      colours: colours, scans: scans, quality: 60 + index % 40, isArithmetic: isArithmetic,
      width: width ?? 60 + index % 9 * 5, height: height ?? 50 + index % 7 * 3, paint: Paint.waves
    ).bytes()
  }

  private static func scan(of jpeg: [UInt8]) throws -> Int {
    guard let place = JPEGMarker.place(of: JPEGMarker.startOfScan, in: jpeg) else {
      throw JPEGFixture.Refusal()
    }
    return place
  }

  /// One whose frame's segment is changed.
  private static func framed(
    _ index: Int, _ change: (inout [UInt8]) -> Void
  ) throws -> [UInt8] {
    let jpeg = try plain(index)
    guard let start = JPEGMarker.place(of: JPEGMarker.startOfFrame, in: jpeg) else {
      throw JPEGFixture.Refusal()
    }
    let end = start + 2 + Int(jpeg[start + 3])
    var frame = Array(jpeg[start..<end])
    change(&frame)
    return Array(jpeg[..<start]) + frame + jpeg[end...]
  }

  private static func sized(_ index: Int, width: Int, height: Int) throws -> [UInt8] {
    try framed(index) { frame in
      frame.replaceSubrange(
        5..<9, with: [height >> 8, height, width >> 8, width].map { UInt8($0 & 0xFF) })
    }
  }

  /// One whose frame tells of so many components.
  private static func components(_ index: Int, _ count: Int) throws -> [UInt8] {
    try framed(index) { frame in
      let components: [[UInt8]] = (0..<count).map { [UInt8(1 + $0), 0x11, 0] }
      let payload: [UInt8] = frame[4..<9] + [UInt8(count)] + components.joined()
      frame = JPEGMarker.segment(0xC0, payload)
    }
  }
}

import Align
import Testing

/// A PNG whose every sample is known, written without libpng.
struct PNGFixture: CustomTestStringConvertible {
  enum Colours: UInt8, CaseIterable {
    case grey = 0
    case rgb = 2
    case palette = 3
    case greyAlpha = 4
    case rgba = 6

    /// The bit depths that the format has for it.
    var depths: [Int] {
      switch self {
      case .grey: [1, 2, 4, 8, 16]
      case .palette: [1, 2, 4, 8]
      case .rgb, .greyAlpha, .rgba: [8, 16]
      }
    }

    var channels: Int {
      switch self {
      case .grey, .palette: 1
      case .greyAlpha: 2
      case .rgb: 3
      case .rgba: 4
      }
    }
  }

  var colours = Colours.rgb
  var depth = 8
  var isInterlaced = false
  var width = 21
  var height = 13
  /// What stands between the header and the pixels, and between these and the end.
  var before: [PNGChunk] = []
  var behind: [PNGChunk] = []

  /// One of each form that the format has.
  static let forms = Colours.allCases.flatMap { colours in
    colours.depths.flatMap { depth in
      [false, true].map { PNGFixture(colours: colours, depth: depth, isInterlaced: $0) }
    }
  }

  var testDescription: String { "\(colours) \(depth)-bit\(isInterlaced ? " interlaced" : "")" }

  func sample(_ x: Int, _ y: Int, _ channel: Int) -> Int {
    (x * 4099 + y * 8221 + x * y * 31 + channel * 12289) % (1 << depth)
  }

  private func entry(_ index: Int) -> [UInt8] {
    [7, 101, 211].map { UInt8(truncatingIfNeeded: index * $0 + $0) }
  }

  /// The file.
  var bytes: [UInt8] {
    var chunks = [header]
    if colours == .palette {
      chunks.append(PNGChunk(type: "PLTE", data: (0..<1 << depth).flatMap(entry)))
    }
    chunks += before + [PNGChunk(type: "IDAT", data: Self.stored(scanlines))] + behind
    chunks.append(PNGChunk(type: "IEND", data: []))
    return Self.signature + chunks.flatMap(\.bytes)
  }

  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  var header: PNGChunk {
    PNGChunk(
      type: "IHDR",
      data: PNGChunk.bigEndian(UInt32(width)) + PNGChunk.bigEndian(UInt32(height))
        + [UInt8(depth), colours.rawValue, 0, 0, isInterlaced ? 1 : 0])
  }

  /// The image that it stands for: alpha dropped, 16 bits cut to their upper half.
  var image: PixelImage {
    var rgb: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        switch colours {
        case .palette: rgb += entry(sample(x, y, 0))
        case .grey, .greyAlpha: rgb += Array(repeating: level(sample(x, y, 0)), count: 3)
        case .rgb, .rgba: rgb += (0..<3).map { level(sample(x, y, $0)) }
        }
      }
    }
    return PixelImage(width: width, height: height, rgb: rgb)
  }

  private func level(_ sample: Int) -> UInt8 {
    UInt8(depth == 16 ? sample >> 8 : sample * 255 / ((1 << depth) - 1))
  }

  /// Where the seven passes of an interlaced image start, and their steps: ISO/IEC 15948, 8.2.
  private static let passes = [
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
    (0, 1, 1, 2),
  ]

  private var scanlines: [UInt8] {
    (isInterlaced ? Self.passes : [(0, 0, 1, 1)]).flatMap { left, top, across, down in
      stride(from: top, to: left < width ? height : top, by: down).flatMap { y in
        [0]
          + packed(
            stride(from: left, to: width, by: across).flatMap { x in
              (0..<colours.channels).map { sample(x, y, $0) }
            })
      }
    }
  }

  /// Samples as a row's bytes, the first in the highest bits.
  private func packed(_ samples: [Int]) -> [UInt8] {
    if depth == 16 { return samples.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } }
    let perByte = 8 / depth
    return stride(from: 0, to: samples.count, by: perByte).map { first in
      (0..<perByte).reduce(0) { byte, i in
        let sample = first + i < samples.count ? samples[first + i] : 0
        return byte << UInt8(depth) | UInt8(sample)
      }
    }
  }

  /// A zlib stream of one block without compression: RFC 1950 and RFC 1951, section 3.2.4.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt16(bytes.count)
    let lengths = [count, ~count].flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return [0x78, 0x01, 1] + lengths + bytes + PNGChunk.bigEndian(b << 16 | a)
  }
}

import Align

/// A PNG whose every sample is known, written without libpng.
package struct PNGFixture: Sendable {
  package enum Colours: UInt8, CaseIterable, Sendable {
    case grey = 0
    case rgb = 2
    case palette = 3
    case greyAlpha = 4
    case rgba = 6

    /// The bit depths that the format has for it.
    package var depths: [Int] {
      switch self {
      case .grey: [1, 2, 4, 8, 16]
      case .palette: [1, 2, 4, 8]
      case .rgb, .greyAlpha, .rgba: [8, 16]
      }
    }

    package var channels: Int {
      switch self {
      case .grey, .palette: 1
      case .greyAlpha: 2
      case .rgb: 3
      case .rgba: 4
      }
    }
  }

  package var colours: Colours
  package var depth: Int
  package var isInterlaced: Bool
  package var width: Int
  package var height: Int
  /// What stands between the header and the pixels, and between these and the end.
  package var before: [PNGChunk]
  package var behind: [PNGChunk]

  package init(
    colours: Colours = .rgb, depth: Int = 8, isInterlaced: Bool = false, width: Int = 21,
    height: Int = 13, before: [PNGChunk] = [], behind: [PNGChunk] = []
  ) {
    self.colours = colours
    self.depth = depth
    self.isInterlaced = isInterlaced
    self.width = width
    self.height = height
    self.before = before
    self.behind = behind
  }

  /// One of each form that the format has.
  package static let forms = Colours.allCases.flatMap { colours in
    colours.depths.flatMap { depth in
      [false, true].map { PNGFixture(colours: colours, depth: depth, isInterlaced: $0) }
    }
  }

  package func sample(_ x: Int, _ y: Int, _ channel: Int) -> Int {
    (x * 4099 + y * 8221 + x * y * 31 + channel * 12289) % (1 << depth)
  }

  private func entry(_ index: Int) -> [UInt8] {
    [7, 101, 211].map { UInt8(truncatingIfNeeded: index * $0 + $0) }
  }

  /// The file.
  package var bytes: [UInt8] { Self.file(chunks) }

  /// Its chunks, the header first and the end last.
  package var chunks: [PNGChunk] {
    let palette = PNGChunk(type: "PLTE", data: (0..<1 << depth).flatMap(entry))
    return [header] + (colours == .palette ? [palette] : []) + before
      + [PNGChunk(type: "IDAT", data: ZlibStream.stored(scanlines))] + behind
      + [PNGChunk(type: "IEND", data: [])]
  }

  /// A file of these chunks.
  package static func file(_ chunks: [PNGChunk]) -> [UInt8] {
    signature + chunks.flatMap(\.bytes)
  }

  package static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  package var header: PNGChunk {
    PNGChunk(
      type: "IHDR",
      data: PNGChunk.bigEndian(UInt32(width)) + PNGChunk.bigEndian(UInt32(height))
        + [UInt8(depth), colours.rawValue, 0, 0, isInterlaced ? 1 : 0])
  }

  /// The image that it stands for: alpha dropped, 16 bits cut to their upper half.
  package var image: PixelImage {
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

  /// The rows before they are compressed, each behind its filter.
  package var scanlines: [UInt8] {
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
}

import Align
import CFixtures
import Foundation

/// A JPEG of known samples, encoded by libjpeg.
package struct JPEGFixture: Sendable {
  package var colours: fixture_colours
  package var scans: fixture_scans
  package var quality: Int
  package var isArithmetic: Bool
  package var restartInterval: Int
  package var sampling: (x: Int, y: Int)
  package var width: Int
  package var height: Int
  package var paint: Paint.Function

  package init(
    colours: fixture_colours = FIXTURE_YCBCR, scans: fixture_scans = FIXTURE_ONE_SCAN,
    quality: Int = 100, isArithmetic: Bool = false, restartInterval: Int = 0,
    sampling: (x: Int, y: Int) = (1, 1), width: Int = 40, height: Int = 24,
    paint: @escaping Paint.Function = Paint.patches
  ) {
    self.colours = colours
    self.scans = scans
    self.quality = quality
    self.isArithmetic = isArithmetic
    self.restartInterval = restartInterval
    self.sampling = sampling
    self.width = width
    self.height = height
    self.paint = paint
  }

  /// That libjpeg refuses to encode it.
  package struct Refusal: Error {}

  package var components: Int { [1, 3, 3, 4, 4][Int(colours.rawValue)] }

  /// The samples given to libjpeg, `[height, width, components]`.
  package var samples: [UInt8] {
    (0..<height * width * components).map { i in
      paint(i / components % width, i / components / width, i % components)
    }
  }

  /// The file.
  package func bytes() throws -> [UInt8] {
    var fixture = fixture_jpeg(
      width: Int32(width), height: Int32(height), colours: colours, scans: scans,
      quality: Int32(quality), arithmetic: isArithmetic ? 1 : 0,
      restart_interval: Int32(restartInterval), sampling_x: Int32(sampling.x),
      sampling_y: Int32(sampling.y))
    var count = 0
    guard let bytes = fixture_jpeg_encode(&fixture, samples, &count) else { throw Refusal() }
    defer { free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// What libjpeg's own reader of files makes of a JPEG: RGB; nil if it refuses.
  package static func read(_ jpeg: [UInt8]) -> [UInt8]? {
    var count = 0
    guard let rgb = fixture_jpeg_read(jpeg, jpeg.count, &count) else { return nil }
    defer { free(rgb) }
    return Array(UnsafeBufferPointer(start: rgb, count: count))
  }

  /// The image that it stands for, but for what its coding loses.
  package var image: PixelImage {
    let samples = samples
    let rgb = stride(from: 0, to: samples.count, by: components).flatMap { at -> [UInt8] in
      switch components {
      case 1: Array(repeating: samples[at], count: 3)
      case 3: Array(samples[at..<at + 3])
      default: Self.inked(samples[at..<at + 3], black: Int(samples[at + 3]))
      }
    }
    return PixelImage(width: width, height: height, rgb: rgb)
  }

  /// What imread makes of inverted CMYK.
  private static func inked(_ inks: ArraySlice<UInt8>, black: Int) -> [UInt8] {
    inks.map { UInt8(black - (255 - Int($0)) * black / 256) }
  }
}

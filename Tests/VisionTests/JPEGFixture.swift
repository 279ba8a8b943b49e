import Align
import CFixtures
import Foundation
import Testing

/// A JPEG of known samples, encoded by libjpeg.
struct JPEGFixture: CustomTestStringConvertible {
  var colours = FIXTURE_YCBCR
  var scans = FIXTURE_ONE_SCAN
  var quality = 100
  var isArithmetic = false
  var restartInterval = 0
  var sampling = (x: 1, y: 1)
  var width = 40
  var height = 24
  var paint = Paint.patches

  var testDescription: String {
    "\(Self.names[Int(colours.rawValue)]) \(["sequential", "scan a component", "progressive"][Int(scans.rawValue)])"
      + (isArithmetic ? " arithmetic" : "") + (restartInterval > 0 ? " restarts" : "")
      + " \(sampling.x)x\(sampling.y)"
  }

  private static let names = ["grey", "YCbCr", "RGB", "CMYK", "YCCK"]

  var components: Int { [1, 3, 3, 4, 4][Int(colours.rawValue)] }

  /// The samples given to libjpeg, `[height, width, components]`.
  var samples: [UInt8] {
    (0..<height * width * components).map { i in
      paint(i / components % width, i / components / width, i % components)
    }
  }

  /// The file.
  func bytes() throws -> [UInt8] {
    var fixture = fixture_jpeg(
      width: Int32(width), height: Int32(height), colours: colours, scans: scans,
      quality: Int32(quality), arithmetic: isArithmetic ? 1 : 0,
      restart_interval: Int32(restartInterval), sampling_x: Int32(sampling.x),
      sampling_y: Int32(sampling.y))
    var count = 0
    let bytes = try #require(fixture_jpeg_encode(&fixture, samples, &count))
    defer { free(bytes) }
    return Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  /// What libjpeg's own reader of files makes of a JPEG: RGB; nil if it refuses.
  static func read(_ jpeg: [UInt8]) -> [UInt8]? {
    var count = 0
    guard let rgb = fixture_jpeg_read(jpeg, jpeg.count, &count) else { return nil }
    defer { free(rgb) }
    return Array(UnsafeBufferPointer(start: rgb, count: count))
  }

  /// The image that it stands for, but for what its coding loses.
  var image: PixelImage {
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

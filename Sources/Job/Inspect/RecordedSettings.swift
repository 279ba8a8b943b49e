import Align
import Foundation
import Shard

/// What a dataset was made with, as dataset.json or the catalog of a run says.
struct RecordedSettings {
  /// What shapes faces.
  let align: AlignSettings
  /// What became of a photograph under two people.
  let conflicts: String
  /// The SHA-256 of each model.
  let models: [String: String]
  /// The libraries and their versions.
  let libraries: [String]

  private struct File: Decodable {
    let options: Options
    let models: [String: String]
    let libraries: [String]
  }

  private struct Options: Decodable {
    @Count var size: Int
    let landmarks: String
    @Count var upsample: Int
    let warp: String
    // Datasets of the first versions have neither.
    let countsFaces: Bool?
    let isFast: Bool?
    @Count var maxPixels: Int
    let conflicts: String?

    private enum CodingKeys: String, CodingKey {
      case size, landmarks, upsample, warp, conflicts
      case countsFaces = "count_faces"
      case isFast = "fast"
      case maxPixels = "max_pixels"
    }
  }

  /// Reads them; nil where they are not such as this program writes.
  init?(json: [UInt8]) {
    guard let file = try? JSONDecoder().decode(File.self, from: Data(json)) else { return nil }
    let options = file.options
    guard FaceWarp.sizes.contains(options.size),
      let anchors = AnchorSet(rawValue: options.landmarks),
      let arithmetic = WarpArithmetic(rawValue: options.warp),
      AlignSettings.upsamples.contains(options.upsample),
      AlignSettings.pixelLimits.contains(options.maxPixels)
    else { return nil }
    align = AlignSettings(
      warp: FaceWarp(size: options.size, anchors: anchors, arithmetic: arithmetic),
      upsample: options.upsample, maxPixels: options.maxPixels,
      countsFaces: options.countsFaces ?? false, isFast: options.isFast ?? false)
    conflicts = options.conflicts ?? "drop"
    models = file.models
    libraries = file.libraries
  }
}

import Align
import Shard

/// The models of a run, and what dataset.json says of them.
struct JobModels: Sendable {
  /// The models.
  let align: AlignModels
  /// Their digests, by their names. Taken when the models are loaded, so that they tell of what the
  /// run works with, even if the file is replaced or removed before it ends.
  let digests: [String: String]

  /// Loads the models.
  init(landmarkModel path: String) throws {
    align = AlignModels(detector: try DetectorModel(), landmarks: try LandmarkModel(path: path))
    var digests = [
      "dlib frontal face detector": SHA256.hexadecimal(of: DetectorModel.parameters)
    ]
    let name =
      path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? path
    digests[name] = try SHA256.hexadecimal(ofFile: path)
    self.digests = digests
  }
}

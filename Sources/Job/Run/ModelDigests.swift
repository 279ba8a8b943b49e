import Align
import Shard

/// What dataset.json says of the models of a run.
struct ModelDigests: Equatable {
  /// The digests, by the models' names.
  let digests: [String: String]

  /// Computes them.
  ///
  /// - Throws: ``LandmarkModel/Failure`` if the file cannot be read.
  init(landmarkModel path: String) throws(LandmarkModel.Failure) {
    let name =
      path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? path
    do throws(FileFault) {
      digests = [
        "dlib frontal face detector": DetectorModel.digest,
        name: try SHA256.hexadecimal(ofFile: path),
      ]
    } catch {
      throw .unreadable(path: path, problem: error.problem)
    }
  }
}

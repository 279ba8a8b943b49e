/// A format that trainers read.
public enum ExportFormatName: String, CaseIterable, Sendable {
  /// Tar files, as the webdataset package reads.
  case webdataset
  /// MXNet's RecordIO, as InsightFace reads.
  case recordio
  /// A folder of image files for each identity.
  case images
  /// TensorFlow's records.
  case tfrecord
  /// NumPy's archives of arrays.
  case npz
}

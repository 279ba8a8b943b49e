/// A format that trainers read.
public enum ExportFormat: String, CaseIterable, Codable, Sendable {
  /// Tar files of an image, its manifest line and its label, as the webdataset package reads.
  case webdataset
  /// MXNet's RecordIO with an index, as InsightFace reads.
  case recordio
  /// A folder of images for each identity, as OpenFace's and facenet's scripts and torchvision's
  /// ImageFolder read.
  case images
  /// TensorFlow's records, of `tf.train.Example`.
  case tfrecord
  /// NumPy's archives of arrays.
  case npz

  /// Whether its faces are image files; the others' are pixels.
  public var holdsImageFiles: Bool { self != .npz }
  /// Whether its files are laid out by libarchive.
  public var isArchive: Bool { self == .webdataset || self == .npz }
}

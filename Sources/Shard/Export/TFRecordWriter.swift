import CISAL

/// Writes a file of TensorFlow's records a part, each a `tf.train.Example`.
///
/// A record is its length, the length's checksum, the bytes and their checksum
/// (tensorflow/core/lib/io/record_writer.h). The features' names are those of TensorFlow's own
/// scripts (`image/encoded`, `image/class/label`).
final class TFRecordWriter: ExportWriter {
  private let files: ExportFiles
  private let size: Int
  private let format: String
  private var open: (name: String, file: OutputFile)?

  /// - Parameters:
  ///   - files: Where to write.
  ///   - size: A face's edge in pixels.
  ///   - format: What the faces are encoded as: `png` or `jpeg`.
  init(_ files: ExportFiles, size: Int, format: String) {
    self.files = files
    self.size = size
    self.format = format
  }

  func begin(_ part: ExportPart) throws(FileFault) {
    let name = part.fileName("tfrecord")
    open = (name, try files.create(name))
  }

  func add(_ face: ExportedFace) throws(FileFault) {
    try open?.file.write(Self.record(example(of: face)))
  }

  func end() throws(FileFault) {
    guard let (name, file) = open else { return }
    try files.finish(name, file)
    open = nil
  }

  private func example(of face: ExportedFace) -> [UInt8] {
    TFExample([
      ("image/channels", .int64(3)),
      ("image/class/label", .int64(face.record.label)),
      ("image/class/text", .bytes(Array(face.identity.utf8))),
      ("image/encoded", .bytes(face.image)),
      ("image/filename", .bytes(Array(face.record.origin.path.utf8))),
      ("image/format", .bytes(Array(format.utf8))),
      ("image/height", .int64(size)),
      ("image/key", .int64(face.place)),
      ("image/manifest", .bytes(face.line)),
      ("image/width", .int64(size)),
    ]).bytes
  }

  /// A record of some bytes.
  static func record(_ data: [UInt8]) -> [UInt8] {
    let length = UInt64(data.count).littleEndianBytes
    return length + maskedChecksum(of: length).littleEndianBytes + data
      + maskedChecksum(of: data).littleEndianBytes
  }

  /// CRC-32C (RFC 3720, B.4), turned and moved, because a checksum of data that holds checksums of
  /// the same kind is a weak one (tensorflow/core/lib/hash/crc32c.h).
  private static func maskedChecksum(of bytes: [UInt8]) -> UInt32 {
    var bytes = bytes
    let checksum = ~crc32_iscsi(&bytes, Int32(bytes.count), ~0)
    return (checksum >> 15 | checksum << 17) &+ 0xA282_EAD8
  }
}

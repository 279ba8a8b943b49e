import Glibc
import Shard

/// The aligned faces of a run in the order in which they were finished, until shards are made.
final class FaceFile {
  let path: String
  private let descriptor: Int32
  private let faceBytes: Int
  private(set) var count = 0

  /// Creates an empty face file for faces of that many bytes.
  init(creating path: String, faceBytes: Int) throws(FileFault) {
    self.path = path
    self.faceBytes = faceBytes
    descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw FileFault(path, .create) }
  }

  deinit {
    close(descriptor)
  }

  /// Adds a face and gives its position.
  func append(_ rgb: [UInt8]) throws(FileFault) -> Int {
    var done = 0
    while done < faceBytes {
      let written = rgb.withUnsafeBytes { bytes in
        pwrite(
          descriptor, bytes.baseAddress.map { $0 + done }, faceBytes - done,
          off_t(count * faceBytes + done))
      }
      if written < 0 && errno == EINTR { continue }
      if written < 0 { throw FileFault(path, .write) }
      done += written
    }
    count += 1
    return count - 1
  }

  /// Brings all faces to the disk, before anything refers to them.
  func sync() throws(FileFault) {
    if fdatasync(descriptor) != 0 { throw FileFault(path, .sync) }
  }

  /// Opens the file for reading.
  func reader() throws(FileFault) -> InputFile { try InputFile(path) }
}

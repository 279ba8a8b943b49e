import Glibc

/// A new file, written from its start through a buffer, with a digest of what was written.
public final class OutputFile {
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private let digest = SHA256()
  private static let capacity = 1 << 20

  /// Creates a file. One that is there already is emptied.
  ///
  /// - Throws: ``FileFault`` if it cannot be created.
  public init(_ path: String) throws(FileFault) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw FileFault(path, .create) }
    self.path = path
    self.descriptor = descriptor
    buffer.reserveCapacity(Self.capacity)
  }

  deinit {
    close(descriptor)
  }

  /// Adds bytes.
  ///
  /// - Throws: ``FileFault`` if the disk is full, for one.
  public func write(_ bytes: some Collection<UInt8>) throws(FileFault) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Brings everything to the disk and gives the digest of the whole file. Call it once, last.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  public func finish() throws(FileFault) -> String {
    try flush()
    if fsync(descriptor) != 0 { throw FileFault(path, .sync) }
    return digest.finish()
  }

  private func flush() throws(FileFault) {
    buffer.withUnsafeBytes(digest.update)
    var done = 0
    while done < buffer.count {
      let count = buffer.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw FileFault(path, .write) }
      done += count
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

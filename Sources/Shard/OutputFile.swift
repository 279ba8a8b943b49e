import Glibc

/// A new file, written from its start through a buffer, with a digest of what was written.
public final class OutputFile {
  private let path: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private let digest = SHA256()
  /// How many bytes were written to it so far.
  public private(set) var length = 0
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

  /// Opens a file that was written in part, to go on behind its first bytes. What is behind them
  /// goes.
  ///
  /// - Parameters:
  ///   - path: The file; if it is not there and `length` is 0, it is created.
  ///   - length: How many of its bytes stay. They are read, because the digest is of the whole file.
  /// - Throws: ``FileFault`` if it cannot be opened or has fewer bytes.
  public init(continuing path: String, at length: Int) throws(FileFault) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
    if descriptor < 0 { throw FileFault(path, .create) }
    self.path = path
    self.descriptor = descriptor
    self.length = length
    buffer.reserveCapacity(Self.capacity)
    try digestHead()
    if ftruncate(descriptor, off_t(length)) != 0 || lseek(descriptor, 0, SEEK_END) != length {
      throw FileFault(path, .write)
    }
  }

  private func digestHead() throws(FileFault) {
    let file = try InputFile(path)
    if file.size < length { throw FileFault(path, .read, .malformed) }
    var done = 0
    while done < length {
      let bytes = try file.bytes(at: done, count: min(Self.capacity, length - done))
      bytes.withUnsafeBytes(digest.update)
      done += bytes.count
    }
  }

  deinit {
    close(descriptor)
  }

  /// Adds bytes.
  ///
  /// - Throws: ``FileFault`` if the disk is full, for one.
  public func write(_ bytes: some Collection<UInt8>) throws(FileFault) {
    buffer.append(contentsOf: bytes)
    length += bytes.count
    if buffer.count >= Self.capacity { try flush() }
  }

  /// Brings everything to the disk and gives the digest of the whole file. Call it once, last.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  public func finish() throws(FileFault) -> String {
    try sync()
    return digest.finish()
  }

  /// Brings what was written so far to the disk.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  public func sync() throws(FileFault) {
    try flush()
    if fsync(descriptor) != 0 { throw FileFault(path, .sync) }
  }

  private func flush() throws(FileFault) {
    buffer.withUnsafeBytes(digest.update)
    try Self.write(buffer, to: descriptor, path)
    buffer.removeAll(keepingCapacity: true)
  }
  /// Writes bytes to an open file, all of them.
  static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(FileFault) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw FileFault(path, .write) }
      done += count
    }
  }
}

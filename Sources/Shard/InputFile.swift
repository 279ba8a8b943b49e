import Glibc

/// A regular file that is read from its start, or from any place.
public final class InputFile {
  private let path: String
  private let descriptor: Int32

  /// Opens a file.
  ///
  /// - Throws: ``FileFault`` if it cannot be opened.
  public init(_ path: String) throws(FileFault) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw FileFault(path, .open) }
  }

  deinit {
    close(descriptor)
  }

  /// Calls `body` with the file's bytes, a mebibyte or less at a time.
  ///
  /// - Throws: ``FileFault`` if they cannot be read.
  public func forEachChunk(_ body: (UnsafeRawBufferPointer) -> Void) throws(FileFault) {
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw FileFault(path, .read) }
      if count == 0 { return }
      buffer.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
  }

  /// The `count` bytes from `offset` on.
  ///
  /// - Throws: ``FileFault`` if they cannot be read; EIO where the file ends before them.
  public func bytes(at offset: Int, count: Int) throws(FileFault) -> [UInt8] {
    var done = 0
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while done < count, let start = buffer.baseAddress {
        let read = pread(descriptor, start + done, count - done, off_t(offset + done))
        if read < 0 && errno == EINTR { continue }
        if read <= 0 {
          code = read < 0 ? errno : EIO
          break
        }
        done += read
      }
      initialized = done
    }
    if code != 0 { throw FileFault(path, .read, code: code) }
    return bytes
  }
}

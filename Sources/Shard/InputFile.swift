import Glibc

/// A regular file that is read from its start, or from any place.
public final class InputFile {
  /// How many bytes it held when it was opened.
  public let size: Int
  private let path: String
  private let descriptor: Int32

  /// Opens a file.
  ///
  /// - Throws: ``FileFault`` if it cannot be opened or is not a regular file.
  public init(_ path: String) throws(FileFault) {
    // Not blocking, because a pipe in the file's place would wait for a writer for ever.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    if descriptor < 0 { throw FileFault(path, .open) }
    do throws(FileFault) {
      size = try Self.size(of: descriptor, path: path)
    } catch {
      close(descriptor)
      throw error
    }
    self.path = path
    self.descriptor = descriptor
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

  /// All the file's bytes.
  ///
  /// - Throws: ``FileFault`` if they cannot be read or are more than `limit`.
  public func bytes(limit: Int) throws(FileFault) -> [UInt8] {
    if size > limit { throw FileFault(path, .read, .tooLarge(limit: limit)) }
    return try bytes(at: 0, count: size)
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

  private static func size(of descriptor: Int32, path: String) throws(FileFault) -> Int {
    var status = stat()
    if fstat(descriptor, &status) != 0 { throw FileFault(path, .open) }
    if status.st_mode & S_IFMT != S_IFREG { throw FileFault(path, .open, .irregular) }
    return Int(status.st_size)
  }
}

import Align
import Glibc
import Shard

/// Reads a source file whole, safely: it may have become anything since the crawl.
struct SourceFile {
  /// The file's bytes and what is noted of it.
  struct Contents {
    let bytes: [UInt8]
    let facts: FileFacts
  }

  /// A file that was refused before all of it was read, and what is known of it.
  struct Refusal: Error {
    let rejection: Rejection
    let facts: FileFacts?
  }

  private let descriptor: Int32

  /// Reads the image at `location`, if it begins like one and holds at most `limit` bytes.
  static func readImage(_ location: [UInt8], limit: Int) throws(Refusal) -> Contents {
    try read(location, limit: limit) { start throws(Rejection) in
      if ImageFormat(signature: start) == nil {
        throw .notAnImage(content: ImageFormat.describe(start))
      }
    }
  }

  /// Reads any regular file at `location` of at most `limit` bytes.
  ///
  /// - Parameter check: Called with the file's first bytes; what it throws refuses the file.
  static func read(
    _ location: [UInt8], limit: Int,
    check: ([UInt8]) throws(Rejection) -> Void = { _ throws(Rejection) in }
  ) throws(Refusal) -> Contents {
    // Not blocking, because a pipe in the file's place would wait for a writer for ever.
    let path = location.map(CChar.init(bitPattern:)) + [0]
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw Refusal(rejection: .unreadable(code: errno), facts: nil) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw Refusal(rejection: .unreadable(code: errno), facts: nil)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Refusal(rejection: .unreadable(problem: "it is not a regular file"), facts: nil)
    }
    let size = Int(status.st_size)
    let modified = Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
    let facts = FileFacts(bytes: size, modified: modified, sha256: nil)
    do throws(Rejection) {
      let file = SourceFile(descriptor: descriptor)
      try check(try file.bytes(min(size, ImageFormat.signatureLength)))
      if size > limit { throw .tooManyBytes(count: size, limit: limit) }
      if !Memory.canHold(size) { throw .outOfMemory }
      let bytes = try file.bytes(size)
      let digest = SHA256.hexadecimal(of: bytes)
      return Contents(
        bytes: bytes, facts: FileFacts(bytes: bytes.count, modified: modified, sha256: digest))
    } catch {
      throw Refusal(rejection: error, facts: facts)
    }
  }

  /// The first `count` bytes, or fewer where the file was cut meanwhile.
  private func bytes(_ count: Int) throws(Rejection) -> [UInt8] {
    var done = 0
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      while done < count, let start = buffer.baseAddress {
        let read = pread(descriptor, start + done, count - done, off_t(done))
        if read < 0 && errno == EINTR { continue }
        if read < 0 { code = errno }
        if read <= 0 { break }
        done += read
      }
      initialized = done
    }
    if code != 0 { throw .unreadable(code: code) }
    return bytes
  }
}

extension Rejection {
  /// The rejection of a file on which a system call failed.
  static func unreadable(code: Int32) -> Rejection {
    .unreadable(problem: String(cString: strerror(code)))
  }
}

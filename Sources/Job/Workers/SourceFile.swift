import Align
import Crawl
import Glibc
import Shard

/// Reads a source file whole, safely: it may have become anything since the crawl.
struct SourceFile {
  /// The file's bytes and what is noted of it.
  struct Contents {
    let bytes: [UInt8]
    let facts: FileFacts
  }

  /// Why a file was not read, or not all of it.
  enum Failure: Error {
    /// The file is at fault; and what is known of it.
    case refused(Rejection, FileFacts?)
    /// The system is, with this error number.
    case shortage(Int32)
  }

  private let descriptor: Int32

  /// Reads the image at `location`, if it begins like one and holds at most `limit` bytes.
  static func readImage(_ location: [UInt8], limit: Int) throws(Failure) -> Contents {
    try read(location, limit: limit) { start in
      ImageFormat(signature: start) == nil
        ? .notAnImage(content: ImageFormat.describe(start)) : nil
    }
  }

  /// Reads any regular file at `location` of at most `limit` bytes.
  ///
  /// - Parameter refusal: Called with the file's first bytes; why they are refused, or nil.
  static func read(
    _ location: [UInt8], limit: Int, refusal: ([UInt8]) -> Rejection? = { _ in nil }
  ) throws(Failure) -> Contents {
    // Not blocking, because a pipe in the file's place would wait for a writer for ever.
    let path = location.map(CChar.init(bitPattern:)) + [0]
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw Failure(code: errno, nil) }
    defer { close(descriptor) }
    let file = SourceFile(descriptor: descriptor)
    var status = try file.status()
    for _ in 0..<attempts {
      let facts = FileFacts(status)
      let start = try file.bytes(min(facts.bytes, ImageFormat.signatureLength), facts)
      if let rejection = refusal(start) { throw .refused(rejection, facts) }
      if facts.bytes > limit {
        throw .refused(.tooManyBytes(count: facts.bytes, limit: limit), facts)
      }
      if !Memory.canHold(facts.bytes) { throw .refused(.outOfMemory, facts) }
      let bytes = try file.bytes(facts.bytes, facts)
      status = try file.status()
      if FileFacts(status) == facts && bytes.count == facts.bytes {
        return Contents(
          bytes: bytes, facts: FileFacts(status, sha256: SHA256.hexadecimal(of: bytes)))
      }
    }
    throw .refused(.unreadable(problem: "it changes while it is read"), nil)
  }

  /// How often a file that changes under the reader's hands is read. What was half of the old and
  /// half of the new would be noted with the time of the new, and never looked at again.
  private static let attempts = 3

  /// What the system says of the file now.
  private func status() throws(Failure) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Failure(code: errno, nil) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .refused(.unreadable(problem: "it is not a regular file"), nil)
    }
    return status
  }

  /// The first `count` bytes, or fewer where the file was cut meanwhile.
  private func bytes(_ count: Int, _ facts: FileFacts) throws(Failure) -> [UInt8] {
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
    if code != 0 { throw Failure(code: code, facts) }
    return bytes
  }
}

extension SourceFile.Failure {
  /// The failure of a system call.
  fileprivate init(code: Int32, _ facts: FileFacts?) {
    self =
      Shortage.isMeant(by: code)
      ? .shortage(code) : .refused(.unreadable(problem: String(cString: strerror(code))), facts)
  }
}

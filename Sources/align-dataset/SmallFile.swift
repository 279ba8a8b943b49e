import Crawl
import Glibc

/// A file of the user's that is read as a whole: a manifest, or a list of names.
struct SmallFile {
  let bytes: [UInt8]

  /// Why a file cannot be read.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// More than any such file has.
  private static let limit = 1 << 28

  /// Reads it.
  ///
  /// - Parameters:
  ///   - path: Its path.
  ///   - what: What it is, for the error.
  /// - Throws: ``Failure``.
  init(_ path: [UInt8], what: String) throws(Failure) {
    func failure(_ problem: String) -> Failure {
      Failure(description: "\(TreePath(path).text): \(what) cannot be read: \(problem)")
    }
    // Not blocking, because a pipe would wait for a writer for ever.
    let descriptor = open(
      path.map(CChar.init(bitPattern:)) + [0], O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(String(cString: strerror(errno))) }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR { throw failure("it is a folder") }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw failure(String(cString: strerror(errno))) }
      if count == 0 { break }
      bytes += chunk[..<count]
      if bytes.count > Self.limit { throw failure("it has more than \(Self.limit) bytes") }
    }
    self.bytes = bytes
  }
}

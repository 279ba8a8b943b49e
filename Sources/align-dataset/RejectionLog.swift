import Crawl
import Foundation
import Job
import Shard

/// A file to which a line is added for each file of a raw tree that gives no face.
final class RejectionLog {
  private let path: String
  /// Nil once it could not be written to.
  private var descriptor: Descriptor?

  /// Why there can be no log.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// So many bytes go into a pipe as a whole, whoever else writes to it.
  private static let chunk = Int(PIPE_BUF)
  /// What every line begins with.
  private static let head = Array(#"{"time":""#.utf8)
  private static let lineFeed = UInt8(ascii: "\n")
  /// Streams that are open already. A file that one of them goes to, opened once more, would be
  /// written to at two places.
  private static let streams = ["/dev/stdout": STDOUT_FILENO, "/dev/stderr": STDERR_FILENO]

  /// Opens a log, and creates the file if it is missing.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - trees: The raw trees, which are only read.
  ///   - output: The dataset's folder.
  /// - Throws: ``Failure``.
  init(_ path: String, trees: [RawTree], output: String) throws(Failure) {
    self.path = path
    if trees.contains(where: { $0.contains(path) }) {
      throw Self.failure(path, "it lies in a raw tree; name a file outside of it")
    }
    if let place = Place(path), let folder = Place(output), place.lies(in: folder) {
      throw Self.failure(
        path, "it lies in the output folder, which is for the dataset; name a file outside of it")
    }
    if let stream = Self.streams[path] {
      descriptor = try Self.copy(of: stream, path)
    } else {
      descriptor = try Self.open(path)
    }
  }

  deinit {
    if let descriptor { close(descriptor.number) }
  }

  /// Adds lines. After a failure the run goes on without the log.
  ///
  /// - Parameter note: Told of the failure.
  func add(_ records: [RejectedRecord], note: (String) -> Void) {
    guard let descriptor else { return }
    let time = Date.now.formatted(.iso8601)
    var lines: [UInt8] = []
    for record in records {
      let line = Array((record.json(at: time).line + "\n").utf8)
      if lines.count + line.count > Self.chunk {
        guard descriptor.write(lines) else { return end(note) }
        lines.removeAll(keepingCapacity: true)
      }
      lines += line
    }
    if !descriptor.write(lines) { end(note) }
  }

  private func end(_ note: (String) -> Void) {
    let fault = FileFault(path, .write)
    if let descriptor { close(descriptor.number) }
    descriptor = nil
    note("\(fault); the run goes on without it, and rejected.jsonl will have all")
  }

  private static func copy(of stream: Int32, _ path: String) throws(Failure) -> Descriptor {
    let copy = fcntl(stream, F_DUPFD_CLOEXEC, 3)
    if copy < 0 { throw failure(path, code: errno) }
    // What the program put in the place of a stream that was closed can only be read.
    if fcntl(copy, F_GETFL) & O_ACCMODE == O_RDONLY {
      close(copy)
      throw failure(path, code: EBADF)
    }
    return Descriptor(number: copy)
  }

  private static func open(_ path: String) throws(Failure) -> Descriptor {
    let isCut = try check(path)
    // Not blocking, because a pipe would wait for a reader for ever.
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY
    let number = Glibc.open(path, flags | O_NONBLOCK, 0o666)
    if number < 0 { throw failure(path, code: errno) }
    _ = fcntl(number, F_SETFL, flags)
    let descriptor = Descriptor(number: number)
    if isCut && !descriptor.write([lineFeed]) {
      let code = errno
      close(number)
      throw failure(path, code: code)
    }
    return descriptor
  }

  /// Makes sure that what is there is a log, or no file of lines at all: a slip must not add lines to
  /// a list of names or a model.
  ///
  /// - Returns: Whether its last line is not whole, as a full disk leaves it.
  private static func check(_ path: String) throws(Failure) -> Bool {
    var status = stat()
    if stat(path, &status) != 0 {
      // It would be created where the link leads to, which may be in a raw tree.
      if lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK {
        throw failure(path, "it is a symbolic link that leads nowhere; name another file")
      }
      return false
    }
    let kind = status.st_mode & S_IFMT
    if kind == S_IFDIR { throw failure(path, "it is a folder; name a file") }
    if kind == S_IFSOCK { throw failure(path, "it is a socket; name a file") }
    if kind != S_IFREG || status.st_size == 0 { return false }
    let number = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    // What may only be written to is not looked at.
    if number < 0 { return false }
    defer { close(number) }
    let bytes = read(number, count: head.count, at: 0)
    if !head.starts(with: bytes) {
      throw failure(path, "it holds something else than a log; name another file")
    }
    return read(number, count: 1, at: Int(status.st_size) - 1) != [lineFeed]
  }

  private static func read(_ number: Int32, count: Int, at offset: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = pread(number, &bytes, count, off_t(offset))
    return Array(bytes.prefix(max(0, got)))
  }

  private static func failure(_ path: String, code: Int32) -> Failure {
    let reason = String(cString: strerror(code))
    return switch code {
    case ENXIO: failure(path, "it is a pipe that nobody reads; start its reader first")
    case EISDIR: failure(path, "it is a folder; name a file")
    case ENOENT, ENOTDIR: failure(path, "\(reason); name a file in a folder that is there")
    case EACCES, EPERM, EROFS: failure(path, "\(reason); see that it may be written to")
    default: failure(path, "\(reason); name another file")
    }
  }

  private static func failure(_ path: String, _ problem: String) -> Failure {
    Failure(description: "\(path): the log cannot be written there: \(problem)")
  }
}

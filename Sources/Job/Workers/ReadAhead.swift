import CProcess
import Glibc

/// Has the system read the files that a worker comes to next, while the worker is at another.
///
/// A thread of the worker opens them, as the run asks it to: where a file system does not answer,
/// opening waits for ever, and another image than that file's would be blamed for it. It goes with
/// its worker, so that a run never waits for it.
enum ReadAhead {
  /// Two sockets: the run's, for ``ask(for:by:)``, and the worker's, for ``serve(_:limit:)``.
  ///
  /// - Returns: -1 for both where the system gives none; then nothing is read ahead.
  static func sockets() -> (run: Int32, worker: Int32) {
    var sockets: [Int32] = [-1, -1]
    guard process_socket_pair(1, &sockets) == 0 else { return (-1, -1) }
    if fcntl(sockets[0], F_SETFL, O_NONBLOCK) == 0 { return (sockets[0], sockets[1]) }
    for socket in sockets { close(socket) }
    return (-1, -1)
  }

  /// Asks for the file at `location`. Where the thread is far behind, nothing is done.
  static func ask(for location: [UInt8], by socket: Int32) {
    // An empty message would be the end.
    if !location.isEmpty { _ = process_send(socket, location, location.count, -1) }
  }

  /// Starts the thread, which ends, and closes `socket`, when the other one is closed. Where the
  /// system gives none, nothing is read ahead.
  ///
  /// - Parameter limit: Files of more bytes are not read ahead.
  static func serve(_ socket: Int32, limit: Int) {
    if socket < 0 { return }
    var thread = pthread_t()
    let reader = Unmanaged.passRetained(Reader(socket, limit))
    let code = pthread_create(
      &thread, nil,
      { reader in
        if let reader { Unmanaged<Reader>.fromOpaque(reader).takeRetainedValue().run() }
        return nil
      }, reader.toOpaque())
    if code == 0 {
      pthread_detach(thread)
    } else {
      reader.release()
      close(socket)
    }
  }

  /// What the thread does.
  private final class Reader: Sendable {
    private let socket: Int32
    private let limit: Int

    init(_ socket: Int32, _ limit: Int) {
      self.socket = socket
      self.limit = limit
    }

    func run() {
      process_set_name("read-ahead")
      // On the stack: what a second thread takes from the heap has a part of the heap to itself.
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { path in
        guard let start = path.baseAddress else { return }
        while true {
          let count = recv(socket, start, path.count, 0)
          if count < 0 && errno == EINTR { continue }
          if count <= 0 { break }
          // A path that leaves no room for its end opens nothing anyway.
          if count == path.count { continue }
          path[count] = 0
          read(start)
        }
      }
      close(socket)
    }

    /// Begins to read a file. What goes wrong shows when it is its turn.
    private func read(_ path: UnsafePointer<CChar>) {
      // As SourceFile opens it.
      let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
      if file < 0 { return }
      var status = stat()
      if fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= limit {
        posix_fadvise(file, 0, status.st_size, POSIX_FADV_WILLNEED)
      }
      close(file)
    }
  }
}

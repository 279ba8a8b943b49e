import Glibc
import Shard

/// A folder of unfinished work, held by one run at a time. The system lets go of it when the process
/// ends in whatever way.
final class FolderLock {
  /// The file in the folder that is locked. It is there before all else, and shows whose the folder is.
  static let name = "lock"

  private let path: String
  private let descriptor: Int32

  /// Creates the folder if it is missing, and takes it.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - output: The folder that the user named, for errors.
  /// - Throws: ``JobError`` if another run has it, and `FileFault`.
  init(in folder: String, output: String) throws {
    path = "\(folder)/\(Self.name)"
    while true {
      try Folder.create(folder)
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
      if descriptor < 0 && errno == ENOENT { continue }
      if descriptor < 0 { throw FileFault(path, .create) }
      if !Self.lock(descriptor) {
        defer { close(descriptor) }
        throw errno == EWOULDBLOCK
          ? Self.heldByAnother(descriptor, output: output) : FileFault(path, .lock)
      }
      if Self.isAt(path, descriptor) {
        ftruncate(descriptor, 0)
        let process = Array(String(getpid()).utf8)
        _ = write(descriptor, process, process.count)
        self.descriptor = descriptor
        return
      }
      // The run that held it finished between the two calls, and took the file away.
      close(descriptor)
    }
  }

  deinit {
    close(descriptor)
  }

  /// Whether the folder is still the one that was taken: it may have been moved or removed, and another
  /// run may have begun one in its place.
  var isHeld: Bool { Self.isAt(path, descriptor) }

  /// Whether a run has a folder now; nil where the system does not tell.
  static func isHeld(in folder: String) -> Bool? {
    let descriptor = open("\(folder)/\(name)", O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { return errno == ENOENT ? false : nil }
    // A run that begins in this instant tries again.
    defer { close(descriptor) }
    if flock(descriptor, LOCK_SH | LOCK_NB) == 0 { return false }
    return errno == EWOULDBLOCK ? true : nil
  }

  /// How often, and after how many microseconds, a folder is tried again that somebody only looks at.
  private static let (attempts, pause): (Int, UInt32) = (10, 10_000)

  /// Takes a file's lock, unless another has it for longer than a look.
  private static func lock(_ descriptor: Int32) -> Bool {
    for attempt in 1...attempts {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      if errno != EWOULDBLOCK || attempt == attempts { return false }
      usleep(pause)
    }
    return false
  }

  private static func heldByAnother(_ lock: Int32, output: String) -> any Error {
    var holder = [UInt8](repeating: 0, count: 32)
    let count = max(0, pread(lock, &holder, holder.count, 0))
    let process = String(decoding: holder[..<count], as: UTF8.self)
    return JobError.output(
      path: output,
      problem: "another run (process \(process)) writes to this folder; wait for it or name"
        + " another folder")
  }

  /// Whether an open file is still the one at `path`.
  private static func isAt(_ path: String, _ descriptor: Int32) -> Bool {
    var opened = stat()
    var named = stat()
    return fstat(descriptor, &opened) == 0 && stat(path, &named) == 0
      && opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }
}

import Glibc

/// What tells a file, as it is now, from another and from itself once it has been changed.
struct FileStamp: Equatable, Sendable {
  private let device: dev_t
  private let file: ino_t
  private let bytes: off_t
  private let seconds: Int
  private let nanoseconds: Int

  /// That of the file that a path leads to; nil where there is none.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = status.st_dev
    file = status.st_ino
    bytes = status.st_size
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}

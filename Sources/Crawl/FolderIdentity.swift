import Glibc

/// What tells a folder from all others, whatever their names.
struct FolderIdentity: Equatable, Sendable {
  private let device: dev_t
  private let file: ino_t

  /// - Throws: ``FileSystem/Failure`` if there is nothing at that path.
  init(of path: [UInt8]) throws(FileSystem.Failure) {
    var status = stat()
    guard stat(path.map(CChar.init(bitPattern:)) + [0], &status) == 0 else {
      throw FileSystem.Failure(code: errno)
    }
    device = status.st_dev
    file = status.st_ino
  }
}

import Foundation

extension TemporaryFolder {
  /// Every file in the folder, by its path from there, sorted.
  public func files() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path).filter {
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: self($0), isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  /// Has a file be changed that many seconds after 1970; false if that cannot be.
  @discardableResult
  public func setDate(_ name: String, seconds: Int) -> Bool {
    let times = [timespec](repeating: timespec(tv_sec: seconds, tv_nsec: 0), count: 2)
    return utimensat(AT_FDCWD, self(name), times, 0) == 0
  }
}

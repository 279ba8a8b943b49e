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
}

import Foundation

/// The folder that a sample is written to.
struct OutputFolder {
  private let path: String

  /// Makes the folder, or takes one that is empty.
  ///
  /// - Throws: ``SampleError`` if it is not empty, is no folder or cannot be made.
  init(empty path: String) throws(SampleError) {
    self.path = path
    let files = FileManager.default
    var isFolder: ObjCBool = false
    if files.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw .notAFolder(path: path) }
      let content = try Self.attempt(path) { try files.contentsOfDirectory(atPath: path) }
      guard content.isEmpty else { throw .notEmpty(path: path) }
    } else {
      try Self.attempt(path) {
        try files.createDirectory(atPath: path, withIntermediateDirectories: true)
      }
    }
  }

  /// Makes a folder in it.
  func make(_ name: String) throws(SampleError) {
    let inner = "\(path)/\(name)"
    try Self.attempt(inner) {
      try FileManager.default.createDirectory(
        atPath: inner, withIntermediateDirectories: true)
    }
  }

  /// Writes a file into it.
  func write(_ file: SampleFile) throws(SampleError) -> SampleImage {
    let target = "\(path)/\(file.path)"
    try Self.attempt(target) {
      try Data(file.bytes).write(to: URL(filePath: target, directoryHint: .notDirectory))
    }
    return SampleImage(path: file.path, identity: file.identity, expectation: file.expectation)
  }

  private static func attempt<Result>(
    _ path: String, _ work: () throws -> Result
  ) throws(SampleError) -> Result {
    do {
      return try work()
    } catch {
      // Foundation's own words for it are a number; the system's are in the error below it.
      let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error
      throw .refused(path: path, reason: (cause ?? error).localizedDescription)
    }
  }
}

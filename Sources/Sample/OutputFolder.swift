import Glibc

/// The folder that a sample is written to.
struct OutputFolder {
  private let path: String

  /// Makes the folder, or takes one that is empty.
  ///
  /// - Throws: ``SampleError`` if it is not empty, is no folder or cannot be made.
  init(empty path: String) throws(SampleError) {
    self.path = path
    try Self.create(path)
    guard let stream = opendir(path) else {
      throw errno == ENOTDIR ? .notAFolder(path: path) : Self.refusal(of: path)
    }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != Array(".".utf8) && name != Array("..".utf8) { throw .notEmpty(path: path) }
    }
  }

  /// Makes a folder in it.
  func make(_ name: String) throws(SampleError) {
    try Self.create("\(path)/\(name)")
  }

  /// Writes a file into it.
  func write(_ file: SampleFile) throws(SampleError) -> SampleImage {
    let target = "\(path)/\(file.path)"
    guard let stream = fopen(target, "wbe") else { throw Self.refusal(of: target) }
    let written = fwrite(file.bytes, 1, file.bytes.count, stream)
    let code = errno
    // What is still in the stream's buffer finds a full disk only now.
    if fclose(stream) != 0 { throw Self.refusal(of: target) }
    if written < file.bytes.count { throw Self.refusal(of: target, code: code) }
    return SampleImage(path: file.path, identity: file.identity, expectation: file.expectation)
  }

  /// Makes a folder and those above it, where they are missing.
  private static func create(_ path: String) throws(SampleError) {
    if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw refusal(of: path)
    }
    try create(String(path[..<slash]))
    if mkdir(path, 0o777) != 0 && errno != EEXIST { throw refusal(of: path) }
  }

  /// The refusal of the system call that just failed.
  private static func refusal(of path: String, code: Int32 = errno) -> SampleError {
    .refused(path: path, reason: String(cString: strerror(code)))
  }
}

import Glibc

extension Folder {
  /// Puts a file with these bytes in a place in one step: it is written beside it, under a name that
  /// nothing has, and renamed when it is whole. A file that is there already gives way.
  ///
  /// - Throws: ``FileFault`` of the place if it cannot be done; nothing is left behind then.
  public static func replace(_ path: String, with bytes: [UInt8]) throws(FileFault) {
    let (part, descriptor) = try createBeside(path)
    do throws(FileFault) {
      try OutputFile.write(bytes, to: descriptor, path)
      if fsync(descriptor) != 0 { throw FileFault(path, .sync) }
      if Glibc.rename(part, path) != 0 { throw FileFault(path, .rename) }
      close(descriptor)
    } catch {
      close(descriptor)
      unlink(part)
      throw error
    }
  }

  /// Creates a file in a path's folder under a name that nothing has, and opens it for writing. Not by
  /// mkstemp, whose files only their owner may read.
  private static func createBeside(_ path: String) throws(FileFault) -> (String, Int32) {
    while true {
      let number = String(UInt64.random(in: 0...UInt64.max), radix: 36)
      let part = "\(parent(of: path))/.align-dataset-\(number)"
      let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return (part, descriptor) }
      if errno != EEXIST && errno != EINTR { throw FileFault(path, .create) }
    }
  }
}

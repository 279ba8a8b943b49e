import Glibc

extension Folder {
  /// Puts a file with these bytes in a place in one step: it is written beside it, under a name that
  /// nothing has, and renamed when it is whole. A file that is there already gives way.
  ///
  /// - Throws: ``FileFault`` of the place if it cannot be done; nothing is left behind then.
  public static func replace(_ path: String, with bytes: [UInt8]) throws(FileFault) {
    var name = Array("\(parent(of: path))/.align-dataset-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    if descriptor < 0 { throw FileFault(path, .create) }
    do throws(FileFault) {
      // mkostemp lets nobody else read it.
      let mask = umask(0)
      umask(mask)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      if fchmod(descriptor, 0o666 & ~mask) != 0 { throw FileFault(path, .create) }
      try OutputFile.write(bytes, to: descriptor, path)
      if fsync(descriptor) != 0 { throw FileFault(path, .sync) }
      if Glibc.rename(name, path) != 0 { throw FileFault(path, .rename) }
      close(descriptor)
    } catch {
      close(descriptor)
      unlink(name)
      throw error
    }
  }
}

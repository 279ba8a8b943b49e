import Glibc

/// Folders and the changes in them that must survive a power cut.
public enum Folder {
  /// Creates a folder and those above it, where they are missing.
  ///
  /// - Throws: ``FileFault`` if one cannot be created.
  public static func create(_ path: String) throws(FileFault) {
    let code = make(path)
    if code == 0 { return }
    let parent = parent(of: path)
    guard code == ENOENT, parent != path else { throw FileFault(path, .create, code: code) }
    try create(parent)
    let retried = make(path)
    if retried != 0 { throw FileFault(path, .create, code: retried) }
  }

  /// Creates one folder, or finds it there, and gives 0; otherwise the system's error number.
  private static func make(_ path: String) -> Int32 {
    if mkdir(path, 0o777) == 0 { return 0 }
    let code = errno
    return code == EEXIST && isFolder(path) ? 0 : code
  }

  /// The names in a folder, sorted by their bytes; none where there is no such folder. What is not
  /// UTF-8 in a name is replaced, for people to read.
  ///
  /// - Throws: ``FileFault`` if it is there and cannot be listed.
  public static func names(in path: String) throws(FileFault) -> [String] {
    guard let stream = opendir(path) else {
      if errno == ENOENT { return [] }
      throw FileFault(path, .list)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      let name = String(decoding: bytes, as: UTF8.self)
      if name != "." && name != ".." { names.append(name) }
    }
    if errno != 0 { throw FileFault(path, .list) }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Whether there is anything of that name.
  static func holds(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Whether there is a folder of that name.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether there is a symbolic link of that name, wherever it leads.
  public static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Removes a file or a folder with all that it holds; does nothing where there is none.
  ///
  /// - Throws: ``FileFault`` if something cannot be removed.
  public static func remove(_ path: String) throws(FileFault) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw FileFault(path, .remove)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      if unlink(path) != 0 { throw FileFault(path, .remove) }
      return
    }
    for name in try names(in: path) { try remove("\(path)/\(name)") }
    if rmdir(path) != 0 { throw FileFault(path, .remove) }
  }

  /// Puts a file in another's place in one step.
  ///
  /// - Throws: ``FileFault`` if it cannot be done.
  public static func rename(_ path: String, to target: String) throws(FileFault) {
    if Glibc.rename(path, target) != 0 { throw FileFault(target, .rename) }
  }

  /// Brings a file that another library wrote to the disk.
  ///
  /// - Throws: ``FileFault`` if that fails.
  public static func syncFile(_ path: String) throws(FileFault) {
    try sync(path, flags: O_RDONLY)
  }

  /// Brings a folder's own entries to the disk: what was created, renamed or removed in it.
  ///
  /// - Throws: ``FileFault`` if that fails.
  public static func sync(_ path: String) throws(FileFault) {
    try sync(path, flags: O_RDONLY | O_DIRECTORY)
  }

  private static func sync(_ path: String, flags: Int32) throws(FileFault) {
    let descriptor = open(path, flags | O_CLOEXEC)
    if descriptor < 0 { throw FileFault(path, .open) }
    defer { close(descriptor) }
    if fsync(descriptor) != 0 { throw FileFault(path, .sync) }
  }

  private static func parent(of path: String) -> String {
    // By bytes: a slash and an accent that begins a name are one character to Swift.
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    let parent = path[..<slash]
    return parent.isEmpty ? "/" : String(parent)
  }
}

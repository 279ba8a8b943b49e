import CProcess
import Glibc

/// Folders and the changes in them that must survive a power cut.
public enum Folder {
  /// Creates a folder and those above it, where they are missing, and brings their entries to the
  /// disk.
  ///
  /// - Throws: ``FileFault`` if one cannot be created.
  public static func create(_ path: String) throws(FileFault) {
    let parent = parent(of: path)
    var code = make(path)
    if code == ENOENT && parent != path {
      try create(parent)
      code = make(path)
    }
    if code == EEXIST && isFolder(path) { return }
    if code != 0 { throw FileFault(path, .create, code: code) }
    do throws(FileFault) {
      try sync(parent)
    } catch {
      // In a folder that may not be read, folders can be created, but not brought to the disk.
      if error.cause != .system(EACCES) { throw error }
    }
  }

  /// Creates one folder; the system's error number, or 0.
  private static func make(_ path: String) -> Int32 {
    mkdir(path, 0o777) == 0 ? 0 : errno
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
  ///
  /// - Throws: ``FileFault`` if the system does not say.
  public static func holds(_ path: String) throws(FileFault) -> Bool {
    try mode(of: path) != nil
  }

  /// What kind of file there is of that name, as the system's `st_mode`; nil where there is none.
  private static func mode(of path: String) throws(FileFault) -> mode_t? {
    var status = stat()
    if lstat(path, &status) == 0 { return status.st_mode }
    if errno == ENOENT || errno == ENOTDIR { return nil }
    throw FileFault(path, .open)
  }

  /// Whether there is a folder of that name.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether there is a symbolic link of that name, wherever it leads.
  ///
  /// - Throws: ``FileFault`` if the system does not say.
  public static func isLink(_ path: String) throws(FileFault) -> Bool {
    guard let mode = try mode(of: path) else { return false }
    return mode & S_IFMT == S_IFLNK
  }

  /// Whether a folder lies on the same file system as another one.
  public static func lies(_ path: String, onThatOf other: String) -> Bool {
    var (one, two) = (stat(), stat())
    return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev
  }

  /// Removes a file or a folder with all that it holds; does nothing where there is none.
  ///
  /// - Throws: ``FileFault`` if something cannot be removed.
  public static func remove(_ path: String) throws(FileFault) {
    guard let mode = try mode(of: path) else { return }
    guard mode & S_IFMT == S_IFDIR else {
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

  /// Creates a symbolic link; one that is there already gives way.
  ///
  /// - Throws: ``FileFault`` if it cannot be created.
  public static func link(_ path: String, to destination: String) throws(FileFault) {
    if try isLink(path) { try remove(path) }
    if symlink(destination, path) != 0 { throw FileFault(path, .create) }
  }

  /// Where a symbolic link leads, as it was written.
  ///
  /// - Throws: ``FileFault`` if it cannot be read.
  public static func destination(of path: String) throws(FileFault) -> String {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &bytes, bytes.count)
    if count < 0 { throw FileFault(path, .read) }
    return String(decoding: bytes[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The paths, relative to a folder, of all that lies in it and below but folders.
  ///
  /// - Throws: ``FileFault`` if a folder cannot be listed.
  public static func files(below path: String) throws(FileFault) -> [String] {
    var files: [String] = []
    for name in try names(in: path) {
      if let mode = try mode(of: "\(path)/\(name)"), mode & S_IFMT == S_IFDIR {
        for file in try self.files(below: "\(path)/\(name)") { files.append("\(name)/\(file)") }
      } else {
        files.append(name)
      }
    }
    return files
  }

  /// Whether a folder is another one or lies in it, links resolved. Of what is not there yet, those
  /// above it count.
  public static func lies(_ path: String, in other: String) -> Bool {
    guard let outer = resolved(other) else { return false }
    var place = path
    while true {
      if let inner = resolved(place) {
        return inner == outer || inner.hasPrefix(outer == "/" ? "/" : outer + "/")
      }
      let above = parent(of: place)
      if above == place { return false }
      place = above
    }
  }

  /// The path without links; nil where there is nothing.
  private static func resolved(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// How many bytes a user's programs may still write to the disk that a folder is on.
  ///
  /// - Throws: ``FileFault`` if the system does not say.
  public static func freeBytes(at path: String) throws(FileFault) -> Int {
    var status = statvfs()
    if statvfs(path, &status) != 0 { throw FileFault(path, .open) }
    return Int(status.f_bavail) * Int(status.f_frsize)
  }

  /// Copies a file, and brings the copy to the disk.
  ///
  /// - Throws: ``FileFault`` if that fails.
  public static func copyFile(_ path: String, to target: String) throws(FileFault) {
    let file = try InputFile(path)
    let copy = try OutputFile(target)
    var fault: FileFault?
    try file.forEachChunk { chunk in
      do throws(FileFault) {
        if fault == nil { try copy.write(chunk) }
      } catch {
        fault = error
      }
    }
    if let fault { throw fault }
    _ = try copy.finish()
  }

  /// Creates a folder and those above it, where they are missing. ``syncAll(on:)`` brings them to the
  /// disk.
  ///
  /// - Throws: ``FileFault`` if one cannot be created.
  static func createUnsynced(_ path: String) throws(FileFault) {
    var code = make(path)
    if code == ENOENT && parent(of: path) != path {
      try createUnsynced(parent(of: path))
      code = make(path)
    }
    if code != 0 && !(code == EEXIST && isFolder(path)) {
      throw FileFault(path, .create, code: code)
    }
  }

  /// Writes a whole file, which ``syncAll(on:)`` brings to the disk. One that is there gives way.
  ///
  /// - Throws: ``FileFault`` if it cannot be written.
  static func write(_ bytes: [UInt8], to path: String) throws(FileFault) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
    if descriptor < 0 { throw FileFault(path, .create) }
    do throws(FileFault) {
      try OutputFile.write(bytes, to: descriptor, path)
    } catch {
      close(descriptor)
      throw error
    }
    // Network file systems say here that there is no space.
    if close(descriptor) != 0 { throw FileFault(path, .write) }
  }

  /// Removes a file or a link, and never a folder; does nothing where there is none.
  ///
  /// - Throws: ``FileFault`` if it cannot be removed.
  public static func removeFile(_ path: String) throws(FileFault) {
    if unlink(path) != 0 && errno != ENOENT && errno != ENOTDIR { throw FileFault(path, .remove) }
  }

  /// Brings everything on a folder's file system to the disk.
  ///
  /// - Throws: ``FileFault`` if that fails.
  public static func syncAll(on path: String) throws(FileFault) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor < 0 { throw FileFault(path, .open) }
    defer { close(descriptor) }
    if process_sync_file_system(descriptor) != 0 { throw FileFault(path, .sync) }
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
    // A file system that has nothing to do says EINVAL: fsync(2).
    if fsync(descriptor) != 0 && errno != EINVAL { throw FileFault(path, .sync) }
  }

  /// The folder that something lies in.
  static func parent(of path: String) -> String {
    // By bytes: a slash and an accent that begins a name are one character to Swift.
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    let parent = path[..<slash]
    return parent.isEmpty ? "/" : String(parent)
  }
}

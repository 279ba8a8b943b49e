import Glibc

/// The few system calls that a walk needs, on paths as bytes.
enum FileSystem {
  /// What a directory entry is, before links are resolved.
  enum Kind {
    case file
    case folder
    case link
    case special(SpecialFile)
  }

  /// A system call's error number.
  struct Failure: Error {
    let code: Int32
  }

  private static func cString(_ path: [UInt8]) -> [CChar] {
    path.map(CChar.init(bitPattern:)) + [0]
  }

  /// The names in a folder and what they are, in the system's order, without `.` and `..`.
  static func list(_ folder: [UInt8]) throws(Failure) -> [(name: [UInt8], kind: Kind)] {
    guard let stream = opendir(cString(folder)) else { throw Failure(code: errno) }
    defer { closedir(stream) }
    var entries: [(name: [UInt8], kind: Kind)] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        // What was listed until an input error is kept out: half a folder is no folder.
        if errno != 0 { throw Failure(code: errno) }
        return entries
      }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == [0x2E] || name == [0x2E, 0x2E] { continue }
      let type = Int32(entry.pointee.d_type)
      entries.append((name, kind(type: type) ?? kind(of: folder + [0x2F] + name)))
    }
  }

  private static func kind(type: Int32) -> Kind? {
    switch type {
    case Int32(DT_REG): .file
    case Int32(DT_DIR): .folder
    case Int32(DT_LNK): .link
    case Int32(DT_FIFO): .special(.pipe)
    case Int32(DT_SOCK): .special(.socket)
    case Int32(DT_CHR), Int32(DT_BLK): .special(.device)
    default: nil  // some file systems do not say
    }
  }

  private static func kind(of path: [UInt8]) -> Kind {
    var status = stat()
    // One that vanished meanwhile is taken for a file: its reading will tell.
    guard lstat(cString(path), &status) == 0 else { return .file }
    return kind(mode: status.st_mode)
  }

  private static func kind(mode: mode_t) -> Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    case S_IFIFO: .special(.pipe)
    case S_IFSOCK: .special(.socket)
    case S_IFCHR, S_IFBLK: .special(.device)
    default: .special(.unknown)
    }
  }

  /// Where a path leads, links resolved, and what is there.
  static func resolve(_ path: [UInt8]) throws(Failure) -> (path: [UInt8], kind: Kind) {
    guard let resolved = realpath(cString(path), nil) else { throw Failure(code: errno) }
    defer { free(resolved) }
    var status = stat()
    guard stat(resolved, &status) == 0 else { throw Failure(code: errno) }
    let bytes = UnsafeRawBufferPointer(start: resolved, count: strlen(resolved))
    return (Array(bytes), kind(mode: status.st_mode))
  }
}

import Glibc

/// The few system calls that a walk needs, on paths as bytes.
enum FileSystem {
  /// What a directory entry is, before links are resolved.
  enum Kind: Equatable {
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

  /// Calls `body` with each name in a folder and what it is, in the system's order, without `.`
  /// and `..`.
  static func list(
    _ folder: [UInt8], _ body: (_ name: UnsafeRawBufferPointer, _ kind: Kind) -> Void
  ) throws(Failure) {
    guard let stream = opendir(cString(folder)) else { throw Failure(code: errno) }
    defer { closedir(stream) }
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw Failure(code: errno) }
        return
      }
      let type = Int32(entry.pointee.d_type)
      withUnsafePointer(to: &entry.pointee.d_name) { start in
        // Up to the zero byte, which can lie past the 256 that the structure declares.
        let start = UnsafeRawPointer(start)
        let count = strlen(start.assumingMemoryBound(to: CChar.self))
        let name = UnsafeRawBufferPointer(start: start, count: count)
        if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { return }
        body(name, kind(type: type) ?? kind(of: folder.entry(name)))
      }
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

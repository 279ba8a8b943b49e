import Foundation

/// Hostile files, put among somebody's photographs.
package struct HostileTree {
  /// One of them.
  package struct File: Sendable {
    package let kind: HostileKind
    /// Where it lies below the tree's root. Of a folder that holds one, where that lies.
    package let path: [UInt8]
  }

  /// A call of the system's that failed.
  package struct Failure: Error {
    package let call: String
    package let path: String
    package let code: Int32
  }

  private let root: Int32
  private let rootPath: String
  private let folders: [String]

  /// Opens a tree to write into.
  ///
  /// - Parameters:
  ///   - root: Its root, which is there.
  ///   - folders: The folders in it that get their share of the files, which are there too.
  package init(root: String, folders: [String]) throws {
    rootPath = root
    self.root = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if self.root < 0 { throw Failure(call: "open", path: root, code: errno) }
    self.folders = folders
  }

  /// Writes so many files, each kind as often as any other, and closes the tree.
  package consuming func write(_ count: Int, of kinds: [HostileKind]) throws -> [File] {
    defer { close(root) }
    return try (0..<count).map { i in
      let kind = kinds[i % kinds.count]
      let index = i / kinds.count
      let folder = folders[i % folders.count]
      let start = kind.place == .root ? [] : Array("\(folder)/".utf8)
      let path = start + kind.name(index)
      return File(kind: kind, path: try write(try kind.content(index), at: path))
    }
  }

  /// Writes one, and gives the path at which it comes up.
  private func write(_ content: HostileKind.Content, at path: [UInt8]) throws -> [UInt8] {
    switch content {
    case .bytes(let bytes): try write(bytes, at: path)
    case .locked(let bytes): try write(bytes, at: path, mode: 0)
    case .sparse(let start, let size): try write(start, at: path, size: size)
    case .link(let target):
      try check("symlinkat", path) { symlinkat(target, root, $0) }
    case .pipe: try check("mkfifoat", path) { mkfifoat(root, $0, 0o666) }
    case .socket: try bindSocket(at: path)
    case .folder(let bytes):
      try makeFolder(path)
      guard let bytes else { return path }
      let inner = path + Array("/1.jpg".utf8)
      try write(bytes, at: inner)
      return inner
    case .lockedFolder: try makeFolder(path, mode: 0)
    case .deepFolder: return try makeDeepFolder(path)
    }
    return path
  }

  private func write(
    _ bytes: [UInt8], at path: [UInt8], mode: mode_t = 0o666, size: Int? = nil
  ) throws {
    var file: Int32 = -1
    try check("openat", path) {
      file = openat(root, $0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
      return min(file, 0)
    }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    try handle.write(contentsOf: bytes)
    if let size { try handle.truncate(atOffset: UInt64(size)) }
  }

  private func makeFolder(_ path: [UInt8], mode: mode_t = 0o777) throws {
    try check("mkdirat", path) { mkdirat(root, $0, mode) }
  }

  /// A socket's path may have no more than 107 bytes, so that it is given from the folder on.
  private func bindSocket(at path: [UInt8]) throws {
    let link = Array("/proc/self/fd/\(root)/".utf8) + path
    let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: link.prefix($0.count - 1)) }
    try check("bind", path) { _ in
      withUnsafePointer(to: address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
        }
      }
    }
  }

  /// Goes down until the path is longer than any call takes, and gives where it first is.
  private func makeDeepFolder(_ path: [UInt8]) throws -> [UInt8] {
    let longest = Int(PATH_MAX) - 1
    try makeFolder(path)
    var folder = dup(root)
    var (place, name) = (path, path)
    var tooLong: [UInt8]?
    for depth in 0..<20 {
      var inner: Int32 = -1
      try check("openat", name) {
        inner = openat(folder, $0, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        return min(inner, 0)
      }
      close(folder)
      folder = inner
      name = [UInt8](repeating: 0x61, count: 240) + Array("\(depth)".utf8)
      place += [0x2F] + name
      try check("mkdirat", name) { mkdirat(folder, $0, 0o777) }
      if tooLong == nil && rootPath.utf8.count + 1 + place.count > longest { tooLong = place }
    }
    close(folder)
    return tooLong ?? place
  }

  private func check(
    _ call: String, _ path: [UInt8], _ make: (UnsafePointer<CChar>) throws -> Int32
  ) throws {
    let text = path.map(CChar.init(bitPattern:)) + [0]
    if try make(text) != 0 {
      throw Failure(call: call, path: String(decoding: path, as: UTF8.self), code: errno)
    }
  }
}

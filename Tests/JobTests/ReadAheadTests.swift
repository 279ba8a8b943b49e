import Glibc
import TestSupport
import Testing

@testable import Job

@Suite(
  "Reading ahead",
  .enabled(if: PageCache.forgets, "the temporary folder is in memory for good"))
struct ReadAheadTests {
  private let folder: TemporaryFolder
  private static let limit = 1 << 20

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A file that is on the disk only, and its path.
  private func file(_ name: String, bytes: Int = limit) throws -> [UInt8] {
    try folder.write([UInt8](repeating: 7, count: bytes), to: name)
    #expect(PageCache.forget(folder(name)))
    return Array(folder(name).utf8)
  }

  @Test("brings a whole file to memory, past what cannot be opened, is no file, or is too large")
  func inMemory() throws {
    let large = try file("large", bytes: Self.limit + 1)
    let small = try file("small")
    #expect(mkfifo(folder("pipe"), 0o600) == 0)
    let others = [folder("missing"), folder("pipe"), folder.path, "/dev/tty", ""].map {
      Array($0.utf8)
    }
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: Int(PATH_MAX))
    let sockets = ReadAhead.sockets()
    ReadAhead.serve(sockets.worker, limit: Self.limit)
    for path in others + [long, long + long, large, small] {
      ReadAhead.ask(for: path, by: sockets.run)
    }
    #expect(PageCache.soonHolds(folder("small")))
    #expect(PageCache.share(of: folder("large")) == 0)
    close(sockets.run)
  }

  @Test("goes on to its end when nobody asks any more, and has its socket closed then")
  func end() throws {
    let paths = try (1...50).map { try file("\($0)", bytes: 5000) }
    let sockets = ReadAhead.sockets()
    for path in paths { ReadAhead.ask(for: path, by: sockets.run) }
    shutdown(sockets.run, Int32(SHUT_WR))
    ReadAhead.serve(sockets.worker, limit: Self.limit)
    for number in 1...50 { #expect(PageCache.soonHolds(folder("\(number)"))) }
    var poll = pollfd(fd: sockets.run, events: Int16(POLLIN), revents: 0)
    #expect(Glibc.poll(&poll, 1, 10_000) == 1 && poll.revents & Int16(POLLHUP) != 0)
    close(sockets.run)
  }

  @Test("that is behind, or is not there, keeps nobody waiting")
  func behind() throws {
    let sockets = ReadAhead.sockets()
    let path = [UInt8](repeating: UInt8(ascii: "x"), count: 1000)
    for _ in 0..<10_000 { ReadAhead.ask(for: path, by: sockets.run) }
    close(sockets.worker)
    ReadAhead.ask(for: path, by: sockets.run)
    close(sockets.run)
    ReadAhead.ask(for: path, by: -1)
    ReadAhead.serve(-1, limit: Self.limit)
  }
}

/// What the system holds in memory of files, as mincore tells.
private enum PageCache {
  /// Whether files of the temporary folder can be on the disk only.
  static let forgets: Bool = {
    guard let folder = try? TemporaryFolder(), (try? folder.write([1], to: "file")) != nil
    else { return false }
    return forget(folder("file"))
  }()

  /// Brings a file to the disk, and has it leave memory; whether it has.
  static func forget(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0, fsync(file) == 0 else { return false }
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED)
    close(file)
    return share(of: path) == 0
  }

  /// The share of a file's pages that is in memory; nil where that cannot be told.
  static func share(of path: String) -> Double? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard file >= 0 else { return nil }
    defer { close(file) }
    guard fstat(file, &status) == 0 else { return nil }
    let bytes = Int(status.st_size)
    let memory = mmap(nil, bytes, PROT_READ, MAP_SHARED, file, 0)
    guard let memory, memory != MAP_FAILED else { return nil }
    defer { munmap(memory, bytes) }
    var pages = [UInt8](repeating: 0, count: (bytes + 4095) / 4096)
    guard mincore(memory, bytes, &pages) == 0 else { return nil }
    return Double(pages.count { $0 & 1 != 0 }) / Double(pages.count)
  }

  /// Whether all of a file comes to be in memory.
  static func soonHolds(_ path: String) -> Bool {
    for _ in 0..<1000 {
      if share(of: path) == 1 { return true }
      usleep(10_000)
    }
    return false
  }
}

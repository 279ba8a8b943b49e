import Foundation
import Shard
import TestSupport
import Testing

@Suite("Files")
struct FileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test("that are pipes, devices or folders are refused without waiting for them")
  func irregular() throws {
    mkfifo(folder("pipe"), 0o666)
    for path in [folder("pipe"), folder.path, "/dev/zero"] {
      #expect(throws: FileFault(path, .open, .irregular)) { try InputFile(path) }
    }
    #expect(
      FileFault(folder("pipe"), .open, .irregular).description
        == "\(folder("pipe")): cannot be opened: it is not a regular file")
  }

  @Test("that are missing are named")
  func missing() {
    let fault = #expect(throws: FileFault.self) { try InputFile(folder("none")) }
    #expect(fault?.description == "\(folder("none")): cannot be opened: No such file or directory")
  }

  @Test("give the bytes that were asked for, or none")
  func range() throws {
    try folder.write(Array(0..<100), to: "file")
    let file = try InputFile(folder("file"))
    #expect(file.size == 100)
    #expect(try file.bytes(at: 90, count: 10) == Array(90..<100))
    #expect(throws: FileFault(folder("file"), .read, code: EIO)) {
      try file.bytes(at: 90, count: 11)
    }
    #expect(throws: FileFault(folder("file"), .read, .tooLarge(limit: 99))) {
      try file.bytes(limit: 99)
    }
  }

  @Test("that are written tell their digest, and replace what was there")
  func written() throws {
    try folder.write(Array("older and longer".utf8), to: "file")
    let file = try OutputFile(folder("file"))
    var expected: [UInt8] = []
    for count in [0, 1, (1 << 20) - 2, 3, 2_500_000] {
      let bytes = [UInt8](repeating: UInt8(count % 251), count: count)
      try file.write(bytes)
      expected += bytes
    }
    #expect(try file.finish() == SHA256.hexadecimal(of: expected))
    #expect(try folder.read("file") == expected)
  }

  @Test("that were written in part go on behind what is sure, with the digest of the whole")
  func continued() throws {
    try folder.write(Array("sure and unsure".utf8), to: "file")
    let file = try OutputFile(continuing: folder("file"), at: 5)
    #expect(file.length == 5)
    try file.write("more".utf8)
    try file.sync()
    #expect(try folder.text("file") == "sure more" && file.length == 9)
    try file.write("!".utf8)
    #expect(try file.finish() == SHA256.hexadecimal(of: Array("sure more!".utf8)))
    #expect(try folder.text("file") == "sure more!")
    _ = try OutputFile(continuing: folder("new"), at: 0).finish()
    #expect(try folder.text("new") == "")
    #expect(throws: FileFault(folder("file"), .read, .malformed)) {
      try OutputFile(continuing: folder("file"), at: 11)
    }
  }

  @Test("on a full disk are named")
  func full() throws {
    let file = try OutputFile("/dev/full")
    try file.write([1])
    let fault = #expect(throws: FileFault.self) { _ = try file.finish() }
    #expect(fault?.description == "/dev/full: cannot be written: No space left on device")
  }

  @Test("that cannot be created are named")
  func uncreatable() throws {
    #expect(throws: FileFault(folder("a/b"), .create, code: ENOENT)) {
      try OutputFile(folder("a/b"))
    }
    #expect(throws: FileFault(folder.path, .create, code: EISDIR)) { try OutputFile(folder.path) }
  }
}

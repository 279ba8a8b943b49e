import Crawl
import Foundation
import Testing

@Suite("What is neither file nor folder")
struct TreeWalkSpecialTests {
  @Test("has its line: a pipe, a socket, and links to them")
  func pipesAndSockets() throws {
    let tree = try PlantedTree("Ada/1.jpg")
    try tree.pipe("Ada/pipe.jpg")
    try tree.link("Ada/to_pipe.jpg", to: "pipe.jpg")
    let socket = try Self.socket(at: tree.location(of: "Ada/socket.jpg"))
    defer { close(socket) }
    #expect(
      try tree.found() == [
        .image("Ada/1.jpg", of: "Ada"), .other("Ada/pipe.jpg", .special(.pipe)),
        .other("Ada/socket.jpg", .special(.socket)),
        .other("Ada/to_pipe.jpg", .special(.pipe)),
      ])
  }

  @Test("has its line: a device")
  func device() throws {
    let devices = try RawTree(root: Array("/dev".utf8))
    #expect(devices.walk().first { $0.path == "null" } == .other("null", .special(.device)))
  }

  private static func socket(at path: [UInt8]) throws -> Int32 {
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    try check(descriptor)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    try #require(path.count < MemoryLayout.size(ofValue: address.sun_path))
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    try withUnsafePointer(to: &address) {
      try $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        try check(bind(descriptor, $0, size))
      }
    }
    return descriptor
  }
}

import TestSupport
import Testing

@testable import Shard

@Suite("A shard's reader")
struct ShardReaderTests {
  @Test("gives each face's pixels, and no others")
  func faces() throws {
    let folder = try TemporaryFolder()
    let faces: [[UInt8]] = (0..<3).map { face in
      (0..<3 * 32 * 32).map { UInt8(truncatingIfNeeded: face * 50 + $0) }
    }
    let header = NPYHeader(shape: [3, 32, 32, 3]).bytes
    try folder.write(header + faces.joined(), to: "shard.npy")
    let reader = try ShardReader(folder("shard.npy"), size: 32)
    #expect(reader.faces == 3)
    for row in 0..<3 { #expect(try reader.face(row) == faces[row]) }
    for row in [-1, 3, Int.max, Int.min] {
      #expect(throws: FileFault(folder("shard.npy"), .read, .malformed)) { try reader.face(row) }
    }
    #expect(throws: FileFault(folder("shard.npy"), .read, .malformed)) {
      try ShardReader(folder("shard.npy"), size: 33)
    }
  }
}

import Foundation
import TestSupport
import Testing

@testable import Shard

@Suite("A shard read as a stream")
struct ShardStreamTests {
  private let dataset: SmallDataset
  private let shard: DatasetDescription.Shard

  init() throws {
    dataset = try SmallDataset()
    shard = try #require(dataset.description.splits[.train]?.shards.first)
  }

  /// Reads the shard, `count` faces at a time.
  private func read(_ count: Int) throws -> [ShardStream.Chunk] {
    let stream = try ShardStream(shard, in: dataset.path, size: SmallDataset.size)
    var chunks: [ShardStream.Chunk] = []
    while let chunk = try stream.next(count) { chunks.append(chunk) }
    return chunks
  }

  @Test("gives pixels and lines side by side, however many at a time", arguments: [1, 2, 3, 100])
  func chunks(count: Int) throws {
    let chunks = try read(count)
    #expect(chunks.map(\.firstRow) == Array(stride(from: 0, to: 3, by: count)))
    #expect(
      chunks.flatMap(\.rgb)
        == SmallDataset.pixels(0, 0) + SmallDataset.pixels(0, 1) + SmallDataset.pixels(1, 0))
    let lines = try dataset.text(of: shard.manifest).components(separatedBy: "\n").dropLast()
    #expect(chunks.flatMap(\.lines).map { String(decoding: $0, as: UTF8.self) } == Array(lines))
  }

  @Test(
    "finds what is not as dataset.json says, before its end is reached",
    arguments: Damage.allCases)
  func damaged(damage: Damage) throws {
    let file = damage.isOfTensor ? shard.tensor : shard.manifest
    try dataset.write(damage.applied(to: try dataset.bytes(of: file)), to: file)
    #expect(throws: FileFault("\(dataset.path)/\(file)", .read, .malformed)) { try read(2) }
  }

  enum Damage: CaseIterable {
    case changedHeader, changedPixel, cutTensor, longerTensor
    case changedLine, lineTooFew, lineTooMany, unendedLine

    var isOfTensor: Bool {
      switch self {
      case .changedHeader, .changedPixel, .cutTensor, .longerTensor: true
      default: false
      }
    }

    func applied(to bytes: [UInt8]) -> [UInt8] {
      var bytes = bytes
      switch self {
      case .changedHeader: bytes[60] ^= 1
      case .changedPixel: bytes[bytes.count - 1] ^= 1
      case .cutTensor: bytes.removeLast()
      case .longerTensor: bytes.append(0)
      case .changedLine: bytes[bytes.count - 4] ^= 1
      case .lineTooFew: bytes = Array(bytes[...(bytes.firstIndex(of: 10) ?? 0)])
      case .lineTooMany: bytes += Array("{}\n".utf8)
      case .unendedLine: bytes += Array("{}".utf8)
      }
      return bytes
    }
  }
}

import Foundation
import Report
import Shard
import Testing

@testable import Report

@Suite("A page's pictures")
struct PictureTableTests {
  /// The beginning of a JPEG: a table and the start of a scan.
  private static let head: [UInt8] =
    [0xFF, 0xD8, 0xFF, 0xDB, 0, 4, 1, 2, 0xFF, 0xDA, 0, 3, 9]

  private func picture(_ body: [UInt8], head: [UInt8] = head) -> Picture {
    Picture(width: 8, height: 8, jpeg: head + body)
  }

  /// The files, put together as the page's script does.
  private func files(_ table: PictureTable) throws -> [[UInt8]] {
    struct Value: Decodable {
      let heads: [String]
      let bodies: [String]
    }
    let value = try JSONDecoder().decode(Value.self, from: Data(table.json.line.utf8))
    return try value.bodies.map { body in
      let parts = body.split(separator: " ", omittingEmptySubsequences: false)
      let number = try #require(Int(parts[0]))
      let head = try #require(Data(base64Encoded: value.heads[number]))
      return Array(head) + Array(try #require(Data(base64Encoded: String(parts[1]))))
    }
  }

  @Test("have the tables that files share once, and lose nothing")
  func whole() throws {
    var table = PictureTable()
    let pictures = [
      picture([1, 2, 3]), picture([]), picture([4], head: Self.head.dropLast() + [8]),
      Picture(width: 1, height: 1, jpeg: [1, 2]), picture([1, 2, 3]),
    ]
    #expect(pictures.map { table.add($0) } == Array(0..<5))
    #expect(try files(table) == pictures.map(\.jpeg))
    #expect(table.json.line.components(separatedBy: "/9j/").count == 2 + 1)
  }

  @Test("take no more of the page than they say")
  func cost() {
    var table = PictureTable()
    for count in 0..<200 {
      let picture = picture(Array(repeating: 7, count: count))
      let before = table.cost
      _ = table.add(picture)
      if count > 0 { #expect(table.cost - before <= PictureTable.cost(of: picture) + 4) }
    }
    #expect(table.json.line.utf8.count <= table.cost + 40)
  }

  @Test(
    "may be no pictures at all",
    arguments: [[], [0xFF], [0xFF, 0xD8], [0xFF, 0xD8, 0xFF, 0xDB, 0xFF, 0xFF, 1]])
  func damaged(bytes: [UInt8]) throws {
    #expect(PictureTable.headLength(of: bytes) == 0)
    var table = PictureTable()
    _ = table.add(Picture(width: 1, height: 1, jpeg: bytes))
    #expect(try files(table) == [bytes])
  }
}

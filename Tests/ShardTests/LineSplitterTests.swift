import Testing

@testable import Shard

@Suite("Lines of a file")
struct LineSplitterTests {
  /// The lines of chunks as text, nil where one is too long, and whether something is left.
  private func lines(_ chunks: [[UInt8]]) -> (lines: [String?], hasRest: Bool) {
    var splitter = LineSplitter()
    var lines: [String?] = []
    for chunk in chunks {
      chunk.withUnsafeBytes { bytes in
        splitter.add(bytes) { line in
          if case .bytes(let bytes) = line {
            lines.append(String(decoding: bytes, as: UTF8.self))
          } else {
            lines.append(nil)
          }
        }
      }
    }
    return (lines, splitter.hasRest)
  }

  @Test("are the same wherever a chunk ends", arguments: 1...9)
  func chunks(size: Int) {
    let bytes = Array("ab\n\ncde\nf\n".utf8)
    let chunks = stride(from: 0, to: bytes.count, by: size).map {
      Array(bytes[$0..<min($0 + size, bytes.count)])
    }
    #expect(lines(chunks) == (["ab", "", "cde", "f"], false))
  }

  @Test("end with a line feed, or something is left")
  func rest() {
    #expect(lines([Array("ab\nc".utf8)]) == (["ab"], true))
    #expect(lines([]) == ([], false))
  }

  @Test("may have a mebibyte, and one that has more is not held in memory")
  func tooLong() {
    let long = [UInt8](repeating: 0x61, count: LineSplitter.limit)
    let found = lines([long, [0x0A], long, long, [0x61, 0x0A], [0x62, 0x0A]])
    #expect(found.lines.map { $0?.utf8.count } == [LineSplitter.limit, nil, 1])
  }
}

import Foundation

/// Reads a file of one JSON value a line.
struct JSONLines {
  let path: String

  /// Calls `body` with each line's number, from 1, and its record; nil where the line is none.
  func forEach<Record: Decodable>(
    as type: Record.Type, _ body: (Int, Record?) -> Void
  ) throws(FileFault) {
    let decoder = JSONDecoder()
    var number = 0
    var rest: [UInt8] = []
    func take(_ line: ArraySlice<UInt8>) {
      number += 1
      body(number, try? decoder.decode(Record.self, from: Data(line)))
    }
    try InputFile(path).forEachChunk { chunk in
      rest.append(contentsOf: chunk)
      var start = rest.startIndex
      while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
        take(rest[start..<end])
        start = end + 1
      }
      rest.removeSubrange(..<start)
    }
    if !rest.isEmpty { take(rest[...]) }
  }
}

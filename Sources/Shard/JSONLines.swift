import Foundation

/// Reads a file of one JSON object a line, each line ended by a line feed.
struct JSONLines {
  let path: String

  /// What is wrong with a line.
  struct Fault: Error {
    let problem: String
  }

  /// Calls `body` with each line's number, from 1, and its record or what is wrong with it.
  ///
  /// - Returns: The file's SHA-256.
  /// - Throws: ``FileFault`` if the file cannot be read.
  func forEach<Record: Decodable>(
    as type: Record.Type, _ body: (Int, Result<Record, Fault>) -> Void
  ) throws(FileFault) -> String {
    let decoder = JSONDecoder()
    let digest = SHA256()
    var number = 0
    var lines = LineSplitter()
    try InputFile(path).forEachChunk { chunk in
      digest.update(chunk)
      lines.add(chunk) { line in
        number += 1
        body(number, Self.record(in: line, decoder))
      }
    }
    if lines.hasRest {
      body(number + 1, .failure(Fault(problem: "the line is not ended by a line feed")))
    }
    return digest.finish()
  }

  /// Reads a line.
  static func record<Record: Decodable>(
    in line: LineSplitter.Line, _ decoder: JSONDecoder
  ) -> Result<Record, Fault> {
    guard case .bytes(let bytes) = line else {
      return .failure(Fault(problem: "the line has more than \(LineSplitter.limit) bytes"))
    }
    // Stricter than the decoder, which takes other encodings and white space too: other readers
    // need not.
    guard
      bytes.first == UInt8(ascii: "{"), bytes.last == UInt8(ascii: "}"),
      bytes.allSatisfy({ $0 >= 0x20 }), String(validating: bytes, as: UTF8.self) != nil
    else { return .failure(Fault(problem: "the line is not a JSON object in UTF-8")) }
    do {
      return .success(try decoder.decode(Record.self, from: Data(bytes)))
    } catch {
      let problem = (error as? DecodingError)?.problem ?? "\(error)"
      return .failure(Fault(problem: "the line is not as docs/formats.md has it: \(problem)"))
    }
  }
}

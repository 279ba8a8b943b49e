import Foundation

extension ListFile {
  /// Calls `body` with the bytes of each line of a dataset's list, without the line feed.
  ///
  /// - Throws: ``FileFault`` if the list cannot be read, or has a line that is not as it was written.
  public func forEachLine(
    in folder: String, _ body: ([UInt8]) -> Void
  ) throws(FileFault) {
    let path = "\(folder)/\(rawValue)"
    var lines = LineSplitter()
    var isWhole = true
    try InputFile(path).forEachChunk { chunk in
      lines.add(chunk) { line in
        if case .bytes(let bytes) = line { body(bytes) } else { isWhole = false }
      }
    }
    if !isWhole || lines.hasRest { throw FileFault(path, .read, .malformed) }
  }

  /// Reads a line of this list in a dataset.
  ///
  /// - Throws: ``FileFault`` if it is not as it was written.
  public func record<Record: Decodable>(
    in line: [UInt8], of folder: String, as type: Record.Type
  ) throws(FileFault) -> Record {
    switch JSONLines.record(in: .bytes(line), JSONDecoder()) as Result<Record, JSONLines.Fault> {
    case .success(let record): return record
    case .failure: throw FileFault("\(folder)/\(rawValue)", .read, .malformed)
    }
  }
}

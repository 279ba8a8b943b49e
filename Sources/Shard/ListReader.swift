import Foundation

/// Reads a dataset's lists, and looks up single lines in them.
public struct ListReader {
  private let folder: String

  /// Reads the lists of the dataset in a folder.
  public init(in folder: String) {
    self.folder = folder
  }

  /// The line of a face; nil where the list has none.
  ///
  /// - Throws: ``FileFault`` if the list cannot be read, or the line is not one of its kind.
  public func record<Record: Decodable>(
    of face: FaceReference, in list: ListFile, as type: Record.Type
  ) throws(FileFault) -> Record? {
    // Keys come in one order, so that all other lines need not be decoded: a list may have millions.
    let start = Array(JSONValue.object(face.members).line.dropLast().utf8)
    return try first(in: list, as: type) { _, line in line.starts(with: start) }
  }

  /// The person of a label; nil where there is none.
  ///
  /// - Throws: ``FileFault`` if the list cannot be read, or the line is not one of its kind.
  public func identity(label: Int) throws(FileFault) -> IdentityRecord? {
    try first(in: .identities, as: IdentityRecord.self) { number, _ in number - 1 == label }
  }

  /// Calls `body` with the bytes of each line of a list, without the line feed.
  ///
  /// - Throws: ``FileFault`` if the list cannot be read, or has a line that is not as it was written.
  public func forEachLine(of list: ListFile, _ body: ([UInt8]) -> Void) throws(FileFault) {
    var lines = LineSplitter()
    var isWhole = true
    try InputFile(path(of: list)).forEachChunk { chunk in
      lines.add(chunk) { line in
        if case .bytes(let bytes) = line { body(bytes) } else { isWhole = false }
      }
    }
    if !isWhole || lines.hasRest { throw FileFault(path(of: list), .read, .malformed) }
  }

  /// Reads a line of a list.
  ///
  /// - Throws: ``FileFault`` if it is not as it was written.
  public func record<Record: Decodable>(
    _ line: [UInt8], in list: ListFile, as type: Record.Type
  ) throws(FileFault) -> Record {
    do {
      return try JSONLines.record(in: .bytes(line), JSONDecoder()).get()
    } catch {
      throw FileFault(path(of: list), .read, .malformed)
    }
  }

  private func path(of list: ListFile) -> String { "\(folder)/\(list.rawValue)" }

  private func first<Record: Decodable>(
    in list: ListFile, as type: Record.Type, where isWanted: (Int, [UInt8]) -> Bool
  ) throws(FileFault) -> Record? {
    var found: Result<Record, JSONLines.Fault>?
    var number = 0
    var lines = LineSplitter()
    try InputFile(path(of: list)).forEachChunk { chunk in
      if found != nil { return }
      lines.add(chunk) { line in
        number += 1
        guard found == nil, case .bytes(let bytes) = line, isWanted(number, bytes) else { return }
        found = JSONLines.record(in: line, JSONDecoder())
      }
    }
    do {
      return try found?.get()
    } catch {
      throw FileFault(path(of: list), .read, .malformed)
    }
  }
}

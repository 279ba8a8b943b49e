import Foundation

/// Looks up single lines in a dataset's lists.
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
    try first(in: .identities, as: IdentityRecord.self) { number, _ in number == label + 1 }
  }

  private func first<Record: Decodable>(
    in list: ListFile, as type: Record.Type, where isWanted: (Int, [UInt8]) -> Bool
  ) throws(FileFault) -> Record? {
    let path = "\(folder)/\(list.rawValue)"
    var found: Result<Record, JSONLines.Fault>?
    var number = 0
    var lines = LineSplitter()
    try InputFile(path).forEachChunk { chunk in
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
      throw FileFault(path, .read, .malformed)
    }
  }
}

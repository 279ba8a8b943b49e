import Foundation
import Shard

/// The names of people who are in a list of faces that are left out.
struct NamesOfLeftOut {
  /// Raw trees' names, identities and people's names.
  private(set) var names: [(source: String, identity: String, name: String)] = []

  private struct Line: Decodable {
    let source: String
    let identity: String
    let name: String?
  }

  /// Reads a list. Faces of one person mostly follow one another, and only the first of them is read
  /// as JSON.
  ///
  /// - Parameter key: The key that follows the name in a line.
  init(_ list: ListFile, before key: String, in folder: String) throws(FileFault) {
    let lists = ListReader(in: folder)
    let (start, end) = (Array(#","identity":"#.utf8), Array(",\"\(key)\":".utf8))
    var last: ArraySlice<UInt8> = []
    var lines: [[UInt8]] = []
    try lists.forEachLine(of: list) { line in
      guard let from = line.end(of: start), let to = line.end(of: end) else { return }
      let who = line[min(from, to)..<to]
      if who.elementsEqual(last) { return }
      last = who
      lines.append(line)
    }
    for line in lines {
      let line = try lists.record(line, in: list, as: Line.self)
      if let name = line.name { names.append((line.source, line.identity, name)) }
    }
  }
}

extension [UInt8] {
  /// Where a text ends in a line, where it is first; nil where it is not.
  func end(of text: [UInt8]) -> Int? {
    guard count >= text.count else { return nil }
    for start in 0...count - text.count
    where self[start] == text[0] && self[start..<start + text.count].elementsEqual(text) {
      return start + text.count
    }
    return nil
  }
}

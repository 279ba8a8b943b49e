import Shard

/// Which lines of duplicates.jsonl a report shows: conflicts at random, and of the duplicates those
/// that are least alike, and some at random.
struct PairDraw {
  /// Faces left out because one like them is kept.
  let duplicates: [DuplicateRecord]
  /// Photographs under two people.
  let conflicts: [DuplicateRecord]
  /// How many lines leave out a face of no conflict, by raw tree.
  let duplicateCounts: [String: Int]
  /// How many lines have a conflict.
  let conflictCount: Int

  /// How many lines leave out a face of no conflict.
  var duplicateCount: Int { duplicateCounts.values.reduce(0, +) }

  private struct Line {
    let bytes: [UInt8]
  }

  /// Reads the list of a dataset.
  ///
  /// - Parameter limit: How many there are of each kind, at most.
  init(_ folder: String, limit: Int) throws(FileFault) {
    var (unlike, any) = (Smallest<Line>(limit / 2), Smallest<Line>(limit))
    var conflicting = Smallest<Line>(limit)
    var (duplicates, conflicts) = ([ArraySlice<UInt8>: Int](), 0)
    var isWhole = true
    let lists = ListReader(in: folder)
    try lists.forEachLine(of: .duplicates) { bytes in
      // Most lines are only counted.
      guard let facts = Facts(bytes) else {
        isWhole = false
        return
      }
      let lot = Double(Self.lot(of: bytes))
      if facts.isConflict {
        conflicts += 1
        conflicting.add(lot, Line(bytes: bytes))
      } else {
        duplicates[facts.source, default: 0] += 1
        unlike.add(facts.similarity, Line(bytes: bytes))
        any.add(lot, Line(bytes: bytes))
      }
    }
    if !isWhole { throw FileFault("\(folder)/\(ListFile.duplicates.rawValue)", .read, .malformed) }
    duplicateCounts = Dictionary(
      uniqueKeysWithValues: duplicates.map { (String(decoding: $0.key, as: UTF8.self), $0.value) })
    conflictCount = conflicts
    self.conflicts = try Self.records(conflicting.elements, lists)
    let least = try Self.records(unlike.elements, lists)
    let others = try Self.records(any.elements, lists).filter { !least.contains($0) }
    self.duplicates = least + others.prefix(limit - least.count)
  }

  private static func records(
    _ lines: [Line], _ lists: ListReader
  ) throws(FileFault) -> [DuplicateRecord] {
    var records: [DuplicateRecord] = []
    for line in lines {
      records.append(
        try lists.record(line.bytes, in: .duplicates, as: DuplicateRecord.self))
    }
    return records
  }

  /// What is read of a line without its JSON: lines are as this program writes them. No text within
  /// has these keys, because its quotes are escaped.
  private struct Facts {
    /// The raw tree's name, as JSON has it between quotes.
    let source: ArraySlice<UInt8>
    let similarity: Double
    let isConflict: Bool

    init?(_ line: [UInt8]) {
      let names = (Array(#"{"source":"#.utf8), Array(#","path":"#.utf8))
      guard line.starts(with: names.0), let end = Self.end(of: names.1, in: line),
        let start = Self.end(of: Array(#","similarity":"#.utf8), in: line)
      else { return nil }
      let digits = line[start...].prefix { $0 != UInt8(ascii: ",") }
      guard let similarity = Double(String(decoding: digits, as: UTF8.self)) else { return nil }
      source = line[names.0.count..<end - names.1.count]
      self.similarity = similarity
      isConflict = Self.end(of: Array(#","conflict":true,"#.utf8), in: line) != nil
    }

    /// Where `text` ends in a line, where it is first.
    private static func end(of text: [UInt8], in line: [UInt8]) -> Int? {
      guard line.count >= text.count else { return nil }
      for start in 0...line.count - text.count
      where line[start] == text[0] && line[start..<start + text.count].elementsEqual(text) {
        return start + text.count
      }
      return nil
    }
  }

  /// What a line is drawn at random by: FNV-1a of 32 bits (draft-eastlake-fnv).
  static func lot(of line: some Sequence<UInt8>) -> UInt32 {
    line.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }
}

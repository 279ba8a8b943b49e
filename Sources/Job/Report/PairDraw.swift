import Shard

/// Which lines of duplicates.jsonl a report shows: conflicts at random, and of the duplicates those
/// that are least alike, and some at random.
struct PairDraw {
  /// Faces left out because one like them is kept.
  let duplicates: [DuplicateRecord]
  /// Photographs under two people.
  let conflicts: [DuplicateRecord]
  /// How many lines leave out a face of no conflict, by the JSON of the raw tree's name in bytes:
  /// names that only look alike are others.
  private let duplicateCounts: [[UInt8]: Int]
  /// How many lines have a conflict.
  let conflictCount: Int

  /// How many lines leave out a face of no conflict.
  var duplicateCount: Int { duplicateCounts.values.reduce(0, +) }

  /// The same of one raw tree.
  func duplicateCount(of source: String) -> Int {
    duplicateCounts[Array(JSONValue.string(source).line.utf8)] ?? 0
  }

  /// Reads the list of a dataset.
  ///
  /// - Parameters:
  ///   - folder: The dataset's folder.
  ///   - keepsConflicts: Whether faces in conflict stay (`--conflicts keep`): a line with a conflict
  ///     that leaves its face out is of a duplicate then.
  ///   - limit: How many there are of each kind, at most.
  init(_ folder: String, keepsConflicts: Bool, limit: Int) throws(FileFault) {
    let lists = ListReader(in: folder)
    var (unlike, any) = (Smallest<[UInt8]>(limit / 2), Smallest<[UInt8]>(limit))
    var conflicting = Smallest<[UInt8]>(limit)
    var (duplicates, conflicts) = ([[UInt8]: Int](), 0)
    var isWhole = true
    try lists.forEachLine(of: .duplicates) { bytes in
      // Most lines are only counted.
      guard let facts = Facts(bytes) else {
        isWhole = false
        return
      }
      let lot = Double(Self.lot(of: bytes))
      if facts.isConflict && !(keepsConflicts && Self.leavesOut(bytes, lists)) {
        conflicts += 1
        conflicting.add(lot, bytes)
      } else {
        duplicates[Array(facts.source), default: 0] += 1
        unlike.add(facts.similarity, bytes)
        any.add(lot, bytes)
      }
    }
    if !isWhole { throw FileFault("\(folder)/\(ListFile.duplicates.rawValue)", .read, .malformed) }
    duplicateCounts = duplicates
    conflictCount = conflicts
    self.conflicts = try Self.records(conflicting.elements, lists)
    let least = try Self.records(unlike.elements, lists)
    let others = try Self.records(any.elements, lists).filter { !least.contains($0) }
    self.duplicates = least + others.prefix(limit - least.count)
  }

  private static func leavesOut(_ line: [UInt8], _ lists: ListReader) -> Bool {
    (try? lists.record(line, in: .duplicates, as: DuplicateRecord.self))?.isLeftOut ?? false
  }

  private static func records(
    _ lines: [[UInt8]], _ lists: ListReader
  ) throws(FileFault) -> [DuplicateRecord] {
    var records: [DuplicateRecord] = []
    for line in lines {
      records.append(try lists.record(line, in: .duplicates, as: DuplicateRecord.self))
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
      guard line.starts(with: names.0), let end = line.end(of: names.1),
        let start = line.end(of: Array(#","similarity":"#.utf8))
      else { return nil }
      let digits = line[start...].prefix { $0 != UInt8(ascii: ",") }
      guard let similarity = Double(String(decoding: digits, as: UTF8.self)) else { return nil }
      source = line[names.0.count..<end - names.1.count]
      self.similarity = similarity
      isConflict = line.end(of: Array(#","conflict":true,"#.utf8)) != nil
    }
  }

  /// What a line is drawn at random by: FNV-1a of 32 bits (draft-eastlake-fnv).
  static func lot(of line: some Sequence<UInt8>) -> UInt32 {
    line.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }
}

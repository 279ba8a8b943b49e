/// Reads a table row by row.
///
/// A byte order mark at the start and blank lines are passed over, as are blanks around a field,
/// save in quotes.
struct TableReader {
  /// The fields of the row that was read last.
  private(set) var fields: [ArraySlice<UInt8>] = []
  /// The number of the line that the row begins on, from 1.
  private(set) var line = 0

  private let bytes: [UInt8]
  private let format: TableFormat
  private var position: Int
  private var nextLine = 1
  private var isAtStart = true

  init(_ bytes: [UInt8], _ format: TableFormat) {
    self.bytes = bytes
    self.format = format
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    position = bytes.starts(with: mark) ? mark.count : 0
  }

  /// Reads the next row; false past the last.
  ///
  /// - Throws: ``RowProblem`` where the line is none. The next call reads the line after it.
  mutating func next() throws(RowProblem) -> Bool {
    while skipBlankLines() {
      let mayBeHeader = isAtStart
      isAtStart = false
      do {
        try readFields()
      } catch {
        if mayBeHeader && format.header == .yes { continue }
        throw error
      }
      if mayBeHeader && isHeader { continue }
      guard fields.count == format.columns.count else {
        throw .columns(fields.count, expected: format.columns.count)
      }
      return true
    }
    return false
  }

  private var isHeader: Bool {
    switch format.header {
    case .yes: true
    case .no: false
    case .optional:
      fields.map { String(decoding: $0, as: UTF8.self).lowercased() }
        == format.columns.map { $0.lowercased() }
    }
  }

  /// Goes to the next line that holds something; false where there is none.
  private mutating func skipBlankLines() -> Bool {
    while position < bytes.count {
      let rest = bytes[position...]
      guard let start = rest.firstIndex(where: { !$0.isBlank }) else { return false }
      if bytes[start] != UInt8(ascii: "\n") {
        line = nextLine
        return true
      }
      position = start + 1
      nextLine += 1
    }
    return false
  }

  private mutating func readFields() throws(RowProblem) {
    fields.removeAll(keepingCapacity: true)
    switch format.separator {
    case .blanks: splitAtBlanks(takeLine())
    case .tsv: splitAtTabs(takeLine())
    case .csv: try readQuotable()
    }
  }

  /// The rest of the line, which is left behind.
  private mutating func takeLine() -> ArraySlice<UInt8> {
    let rest = bytes[position...]
    let end = rest.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    position = min(end + 1, bytes.count)
    nextLine += 1
    return rest[..<end]
  }

  private mutating func splitAtBlanks(_ line: ArraySlice<UInt8>) {
    var rest = line.trimmingBlanks()
    while fields.count < format.columns.count - 1, let end = rest.firstIndex(where: \.isBlank) {
      fields.append(rest[..<end])
      rest = rest[end...].drop(while: \.isBlank)
    }
    fields.append(rest)
  }

  private mutating func splitAtTabs(_ line: ArraySlice<UInt8>) {
    var rest = line
    while let end = rest.firstIndex(of: UInt8(ascii: "\t")) {
      fields.append(rest[..<end].trimmingBlanks())
      rest = rest[(end + 1)...]
    }
    fields.append(rest.trimmingBlanks())
  }

  private mutating func readQuotable() throws(RowProblem) {
    while true {
      skipBlanks()
      if position < bytes.count && bytes[position] == UInt8(ascii: "\"") {
        fields.append(try takeQuoted())
        skipBlanks()
      } else {
        let rest = bytes[position...]
        let end = rest.firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\n") }
        fields.append(rest[..<(end ?? bytes.count)].trimmingBlanks())
        position = end ?? bytes.count
      }
      guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { break }
      position += 1
    }
    if !takeLine().isEmpty { throw .quote }
  }

  private mutating func skipBlanks() {
    while position < bytes.count && bytes[position].isBlank { position += 1 }
  }

  /// The field in quotes that begins here.
  private mutating func takeQuoted() throws(RowProblem) -> ArraySlice<UInt8> {
    let (start, firstLine) = (position + 1, nextLine)
    var hasQuotes = false
    position = start
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\n") {
        nextLine += 1
      } else if byte == UInt8(ascii: "\"") {
        if position == bytes.count || bytes[position] != byte {
          let field = bytes[start..<position - 1]
          return hasQuotes ? Self.undoubled(field) : field
        }
        hasQuotes = true
        position += 1
      }
    }
    // No quote after it stands alone, so that none of the lines read again is open as well.
    (position, nextLine) = (start, firstLine)
    _ = takeLine()
    throw .quote
  }

  /// A quoted field with each two quotes as one.
  private static func undoubled(_ field: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes: [UInt8] = []
    var rest = field
    while let byte = rest.popFirst() {
      bytes.append(byte)
      if byte == UInt8(ascii: "\"") { _ = rest.popFirst() }
    }
    return bytes[...]
  }
}

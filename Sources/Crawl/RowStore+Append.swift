extension RowStore {
  /// Adds a row.
  ///
  /// - Throws: ``RowProblem`` where it cannot be used; nothing is added then.
  mutating func append(
    _ fields: [ArraySlice<UInt8>], of file: MetadataFile, table: Int, line: Int
  ) throws(RowProblem) {
    var row = Row(start: texts.count, table: UInt16(clamping: table), line: UInt32(clamping: line))
    do throws(RowProblem) {
      try file.image.append(pathOf: fields, to: &texts)
      let count = texts.count - row.start
      guard count <= UInt16.max else { throw .image(template: file.image.text) }
      row.imageCount = UInt16(count)
      row.faceCount = try append(fields, file.face, file.table)
      row.nameCount = try append(fields, file.name, file.table)
      row.identityCount = try append(identityIn: fields, of: file)
      row.box = try file.box?.box(in: fields, names: file.table.columns)
      row.hasSHA256 = try append(sha256In: fields, of: file)
    } catch {
      texts.removeLast(texts.count - row.start)
      throw error
    }
    rows.append(row)
  }

  private mutating func append(
    _ fields: [ArraySlice<UInt8>], _ column: Int?, _ table: TableFormat
  ) throws(RowProblem) -> UInt16 {
    guard let column else { return 0 }
    guard let count = UInt16(exactly: fields[column].count) else {
      throw .tooLong(column: table.columns[column])
    }
    texts += fields[column]
    return count
  }

  private mutating func append(
    identityIn fields: [ArraySlice<UInt8>], of file: MetadataFile
  ) throws(RowProblem) -> UInt16 {
    guard let column = file.identity else { return 0 }
    guard PathTemplate.isName(fields[column]), !fields[column].contains(UInt8(ascii: "/")) else {
      throw .identity(column: file.table.columns[column])
    }
    return try append(fields, column, file.table)
  }

  private mutating func append(
    sha256In fields: [ArraySlice<UInt8>], of file: MetadataFile
  ) throws(RowProblem) -> Bool {
    guard let column = file.sha256, !fields[column].isEmpty else { return false }
    guard let digest = Self.digest(fields[column]) else {
      throw .sha256(column: file.table.columns[column])
    }
    texts += digest
    return true
  }

  /// The bytes of a SHA-256 in hexadecimal digits; nil if it is none.
  static func digest(_ digits: some Collection<UInt8>) -> [UInt8]? {
    guard digits.count == 2 * bytesOfSHA256 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(bytesOfSHA256)
    var high: UInt8?
    for digit in digits {
      guard let value = value(ofDigit: digit) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }

  private static func value(ofDigit digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

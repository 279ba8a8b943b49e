/// The columns that say where a face is.
public struct BoxColumns: Equatable, Sendable {
  /// What the four numbers are.
  public enum Meaning: String, CaseIterable, Sendable {
    /// Left, top, right and bottom, inclusive.
    case corners
    /// Left, top, width and height.
    case cornerAndSize = "corner_and_size"
  }

  /// Where the numbers are: in one column with commas or blanks between them, or in four columns.
  public let columns: [Int]
  /// What the numbers are.
  public let meaning: Meaning

  /// No edge lies further from the photograph's first pixel than this many pixels.
  private static let limit = 1e9

  /// The box of a row; nil where all its columns are empty.
  ///
  /// Numbers with decimals are rounded to whole pixels, halves away from zero.
  ///
  /// - Throws: ``RowProblem/box(columns:)``, with `names` of all the table's columns.
  func box(in fields: [ArraySlice<UInt8>], names: [String]) throws(RowProblem) -> LabelBox? {
    if columns.allSatisfy({ fields[$0].isEmpty }) { return nil }
    let texts = columns.count == 1 ? Self.split(fields[columns[0]]) : columns.map { fields[$0] }
    var numbers = texts.compactMap(Self.number)
    guard texts.count == 4, numbers.count == 4 else { throw problem(names) }
    if meaning == .cornerAndSize {
      numbers[2] += numbers[0] - 1
      numbers[3] += numbers[1] - 1
    }
    let edges = numbers.map { Int($0.rounded()) }
    let box = LabelBox(left: edges[0], top: edges[1], right: edges[2], bottom: edges[3])
    guard box.left <= box.right, box.top <= box.bottom else { throw problem(names) }
    return box
  }

  private func problem(_ names: [String]) -> RowProblem {
    .box(columns: columns.map { names[$0] }.joined(separator: ", "))
  }

  private static func split(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    let comma = UInt8(ascii: ",")
    return text.contains(comma)
      ? text.split(separator: comma, omittingEmptySubsequences: false).map { $0.trimmingBlanks() }
      : text.split(whereSeparator: \.isBlank)
  }

  /// The value of a number in decimal digits, with a sign and decimals where it has them; nil also
  /// where it is further from 0 than any edge.
  private static func number(_ text: ArraySlice<UInt8>) -> Double? {
    var digits = text
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
    var value = 0.0
    var scale: Double?
    var hasDigits = false
    for byte in digits {
      if byte == UInt8(ascii: "."), scale == nil {
        scale = 1
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      hasDigits = true
      value = value * 10 + Double(byte - UInt8(ascii: "0"))
      scale = scale.map { $0 * 10 }
    }
    // Digits without end make both infinite and the quotient no number, which is not within limits.
    let magnitude = value / (scale ?? 1)
    guard hasDigits, magnitude <= limit else { return nil }
    return isNegative ? -magnitude : magnitude
  }
}

/// What a value may be.
indirect enum ValueKind: Equatable, Sendable {
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  /// A whole number of 64 bits, from 0.
  case unsigned
  /// One of these words.
  case choice([String])
  /// A name or another text, in bytes.
  case text
  /// The path of a file, in bytes.
  case file
  /// The path of a folder, in bytes.
  case folder
  /// A share: from 0 to less than 1.
  case share
  /// A value of this kind, with `NAME=` before it if it is for the raw tree of that name alone.
  case named(ValueKind)

  /// One of an enumeration's raw values.
  static func choice<Choice>(of type: Choice.Type) -> ValueKind
  where Choice: CaseIterable & RawRepresentable<String> {
    .choice(type.allCases.map(\.rawValue))
  }

  /// What is expected, as an error puts it.
  var expectation: String {
    switch self {
    case .integer(let range):
      "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .unsigned: "a whole number from 0 to \(UInt64.max)"
    case .choice(let words): Self.alternatives(words)
    case .text: "a text that is not empty"
    case .file: "the name of a file"
    case .folder: "the name of a folder"
    case .share: "a number from 0 to less than 1"
    case .named(let kind): kind.expectation
    }
  }

  /// What is allowed, as the help puts it, or nil where any name is.
  var bounds: String? {
    switch self {
    case .integer(let range): "\(range.lowerBound) to \(range.upperBound)"
    case .unsigned: "0 and up"
    case .choice(let words): Self.alternatives(words)
    case .share: "0 to less than 1"
    case .named(let kind): kind.bounds
    case .text, .file, .folder: nil
    }
  }

  private static func alternatives(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}

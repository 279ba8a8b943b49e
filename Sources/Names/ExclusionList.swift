/// A list of people, such as those to leave out of a dataset, from a file with a name a line.
public struct ExclusionList: Sendable {
  /// The names in the list's order; those that the list repeats are repeated.
  public let entries: [ListedName]
  /// The numbers, from 1, of the lines that are not UTF-8 or whose name has no letter and no digit.
  public let malformedLines: [Int]

  /// The names of the entries, in the same order.
  public var names: [PersonName] { entries.map(\.name) }

  /// Reads a list: what follows a line's first tab is passed over, such as LFW's `AJ_Cook<TAB>1`.
  ///
  /// So is a number before the name, such as CASIA-WebFace's `0000045 Bruce_Lee`; but a number of
  /// one or two digits and a word after it are a name, such as `50 Cent`. A byte order mark at the
  /// start, blank lines and blanks around a line are passed over too.
  public init(_ bytes: [UInt8]) {
    var entries: [ListedName] = []
    var malformed: [Int] = []
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let line = line.trimmingBlanks()
      if line.isEmpty { continue }
      if let name = Self.name(in: line) {
        entries.append(ListedName(name: name, line: index + 1))
      } else {
        malformed.append(index + 1)
      }
    }
    self.entries = entries
    malformedLines = malformed
  }

  /// The name of a line without blanks around it; nil if it has none that can be read.
  private static func name(in line: ArraySlice<UInt8>) -> PersonName? {
    // UTF-16 has a zero byte in each Latin letter, and would else be read as a letter a word.
    guard !line.contains(0), let text = nameText(in: line) else { return nil }
    let name = PersonName(text)
    return name.isEmpty ? nil : name
  }

  /// What a line has between its number, if there is one, and a tab.
  private static func nameText(in line: ArraySlice<UInt8>) -> String? {
    let digits = line.prefix(while: { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    let rest = line[digits.endIndex...]
    if !digits.isEmpty, let blank = rest.first, blank.isBlank,
      let numbered = text(beforeTabIn: rest.trimmingBlanks())
    {
      let isIdentifier = digits.count > 2 || blank == tab || PersonName(numbered).words.count > 1
      if isIdentifier { return numbered }
    }
    return text(beforeTabIn: line)
  }

  private static let tab = UInt8(ascii: "\t")

  private static func text(beforeTabIn line: ArraySlice<UInt8>) -> String? {
    String(validating: line.prefix(while: { $0 != tab }), as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D }
}

extension ArraySlice<UInt8> {
  fileprivate func trimmingBlanks() -> ArraySlice<UInt8> {
    let start = drop(while: \.isBlank)
    guard let last = start.lastIndex(where: { !$0.isBlank }) else {
      return start[start.endIndex...]
    }
    return start[...last]
  }
}

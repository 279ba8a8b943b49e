/// Text broken into lines.
enum Paragraph {
  private static let noBreakSpace: Character = "\u{A0}"

  /// Breaks text at its spaces into lines of at most `width` characters.
  ///
  /// A word that is longer has a line of its own. Words that a no-break space joins stay on one
  /// line if they fit on one at all.
  static func lines(_ text: String, width: Int) -> [String] {
    let words = text.split(separator: " ").flatMap { word -> [Substring] in
      word.count <= width ? [word] : word.split(separator: noBreakSpace)
    }
    var lines: [String] = []
    for word in words {
      if let line = lines.last, line.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(line) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines.map(plain)
  }

  /// Joins words so that they stay on one line.
  static func unbroken(_ text: String) -> String {
    String(text.map { $0 == " " ? noBreakSpace : $0 })
  }

  /// Text with ordinary spaces only.
  static func plain(_ text: String) -> String {
    String(text.map { $0 == noBreakSpace ? " " : $0 })
  }

  /// A term and its explanation in two columns, the second starting at `column`; a term that is
  /// too long for the first has a line of its own.
  static func entry(_ term: String, _ text: String, column: Int, width: Int) -> [String] {
    let indent = String(repeating: " ", count: column)
    var lines = lines(text, width: width - column).map { indent + $0 }
    if term.count + 2 <= column, let first = lines.first {
      lines[0] = term + first.dropFirst(term.count)
    } else {
      lines.insert(term, at: 0)
    }
    return lines
  }
}

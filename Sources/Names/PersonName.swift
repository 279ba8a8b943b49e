/// A person's name, read so that the spellings of different lists compare equal.
///
/// Case, diacritics, apostrophes and full stops do not count, and neither does what separates the
/// words: `Téa_Leoni` is `tea leoni`, `O’Brien` is `O'Brien`, and `Jae-hyun` is `Jaehyun`. Letters
/// of scripts other than Latin stay what they are, so that they compare with themselves: nothing
/// is transliterated.
public struct PersonName: Sendable {
  /// The name as it was given.
  public let text: String
  /// The folded words, in order: lower case, without diacritics, apostrophes and full stops.
  ///
  /// Blanks, underscores, hyphens and other punctuation separate words; what has no letter and no
  /// digit is no word.
  public let words: [String]
  /// The words joined without anything between: names with equal keys match exactly.
  ///
  /// Empty for a text without letters and digits, which names nobody and matches nothing.
  public let key: String
  /// The words, those that hyphens join being one: `Mary-Louise Parker` has two parts.
  let parts: [String]

  /// Reads a name; any text is one, though some name nobody.
  public init(_ text: String) {
    self.text = text
    let folded = FoldedText(text)
    words = folded.parts.flatMap { $0 }
    parts = folded.parts.map { $0.joined() }
    key = parts.joined()
  }

  /// Whether the text has no letter and no digit, so that it names nobody.
  public var isEmpty: Bool { key.isEmpty }
}

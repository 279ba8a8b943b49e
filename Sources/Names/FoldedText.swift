import Foundation

/// A text's words with case, diacritics and punctuation folded away.
struct FoldedText {
  /// The words in the order of the text, grouped: those that only hyphens separate are together.
  private(set) var parts: [[String]] = []
  private var part: [String] = []
  private var word = String.UnicodeScalarView()

  init(_ text: String) {
    for scalar in Self.plain(text).unicodeScalars where !scalar.vanishesFromNames {
      if scalar.isOfWords {
        word.append(scalar)
      } else if scalar.properties.generalCategory == .dashPunctuation {
        endWord()
      } else {
        endPart()
      }
    }
    endPart()
  }

  /// The text without case and diacritics, in ASCII as far as it is Latin.
  ///
  /// Letters that are no other letter with a mark, as ø, ł and þ, become what the Latin-ASCII
  /// transliteration of Unicode's CLDR has for them.
  private static func plain(_ text: String) -> String {
    if text.isASCII { return text.lowercased() }
    // Some apostrophes decompose to a blank and an accent, which would separate words.
    let bare = text.withoutVanishing.decomposedStringWithCompatibilityMapping.withoutVanishing
    // Capitals first: some small letters differ that have one capital, as the two s of Greek.
    let small = bare.uppercased().lowercased()
    // The transliteration takes ten times as long as all else, and most names do not need it.
    if small.isASCII { return small }
    return small.applyingTransform(latinToASCII, reverse: false)?.lowercased() ?? small
  }

  private static let latinToASCII = StringTransform("Latin-ASCII")

  private mutating func endWord() {
    if word.isEmpty { return }
    part.append(String(word))
    word.removeAll()
  }

  private mutating func endPart() {
    endWord()
    if part.isEmpty { return }
    parts.append(part)
    part.removeAll()
  }
}

extension String {
  fileprivate var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }

  fileprivate var withoutVanishing: String {
    String(UnicodeScalarView(unicodeScalars.filter { !$0.vanishesFromNames }))
  }
}

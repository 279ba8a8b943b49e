extension Unicode.Scalar {
  /// Whether names are compared without it, the letters around it staying one word.
  ///
  /// Apostrophes and what stands for them, full stops, the diacritics of alphabets, and what is
  /// not seen, such as soft hyphens. Marks of single scripts stay: the vowels of Hindi are marks.
  var vanishesFromNames: Bool {
    if isASCII { return self == "'" || self == "`" || self == "." }
    return isApostrophe || isDiacritic || properties.isDefaultIgnorableCodePoint
  }

  private var isApostrophe: Bool {
    switch value {
    case 0x00B4, 0x2018...0x201B, 0x2032, 0x2035: true
    // Modifier letters: primes, turned and reversed commas, half rings, glottal stops, accents.
    case 0x02B9...0x02C1, 0x02C8, 0x02CA, 0x02CB, 0xA78B, 0xA78C: true
    // Armenian and Hebrew ones.
    case 0x055A, 0x05F3: true
    default: false
    }
  }

  /// Whether it is in one of Unicode's blocks of combining diacritical marks.
  private var isDiacritic: Bool {
    switch value {
    case 0x0300...0x036F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE20...0xFE2F: true
    default: false
    }
  }

  /// Whether it is part of a word: a letter, a digit or a mark on one; Latin letters are small.
  var isOfWords: Bool {
    if isASCII { return ("a"..."z").contains(self) || ("0"..."9").contains(self) }
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      return true
    default: return false
    }
  }
}

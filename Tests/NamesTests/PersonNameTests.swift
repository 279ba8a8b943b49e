import Names
import Testing

@Suite("A person's name")
struct PersonNameTests {
  private func words(_ text: String) -> [String] { PersonName(text).words }

  @Test("keeps the text that it was made of")
  func text() {
    #expect(PersonName("Téa_Leoni").text == "Téa_Leoni")
  }

  @Test(
    "is the same whatever separates its words",
    arguments: [
      "Bruce_Lee", "Bruce Lee", " bruce \t lee ", "BRUCE__LEE_", "Bruce\u{A0}Lee", "Bruce/Lee",
      "(Bruce) \"Lee\"", "Bruce – Lee", "Bruce-Lee", "Bruce\u{2011}Lee", "«Bruce» Lee…",
    ])
  func separators(text: String) {
    #expect(words(text) == ["bruce", "lee"])
    #expect(PersonName(text).key == "brucelee")
  }

  @Test(
    "has no apostrophes inside its words",
    arguments: [
      "O'Brien", "O’Brien", "O‘Brien", "O‛Brien", "O`Brien", "O´Brien", "Oʼbrien", "Oʻbrien",
      "O′Brien", "O＇Brien", "oʿbrien",
    ])
  func apostrophes(text: String) {
    #expect(words(text) == ["obrien"])
  }

  @Test("has no full stops inside its words, so that initials without blanks are one word")
  func fullStops() {
    #expect(words("A.J. Cook") == ["aj", "cook"])
    #expect(words("Samuel_L._Jackson") == ["samuel", "l", "jackson"])
    #expect(PersonName("A. J. Cook").key == PersonName("AJ_Cook").key)
  }

  @Test("has a nickname as words of its own")
  func nicknames() {
    #expect(words("Jason_'Wee_Man'_Acuña") == ["jason", "wee", "man", "acuna"])
    #expect(words("Nathaniel_\"Nate\"_Scott") == ["nathaniel", "nate", "scott"])
  }

  @Test(
    "has no diacritics, whether they are composed or not",
    arguments: [
      ("Téa", "tea"), ("Te\u{301}a", "tea"), ("ÅNGSTRÖM", "angstrom"), ("İlham", "ilham"),
      ("Nguyễn", "nguyen"), ("Ёлкин", "елкин"), ("Έλλη", "ελλη"),
    ])
  func diacritics(text: String, word: String) {
    #expect(words(text) == [word])
  }

  @Test(
    "has plain letters for those that are none with a diacritic",
    arguments: [
      ("Søren", "soren"), ("ŁUKASZ", "lukasz"), ("Đoković", "dokovic"), ("Strauß", "strauss"),
      ("STRAUẞ", "strauss"), ("Æsa", "aesa"), ("Œuvrard", "oeuvrard"), ("Þór", "thor"),
      ("Guðrún", "gudrun"), ("Işık", "isik"), ("Ħal", "hal"), ("Ŋa", "na"),
    ])
  func plainLetters(text: String, word: String) {
    #expect(words(text) == [word])
  }

  @Test("has plain letters for full-width ones and for ligatures")
  func compatibility() {
    #expect(words("Ｂｒｕｃｅ　Ｌｅｅ") == ["bruce", "lee"])
    #expect(words("Ofﬁcer") == ["officer"])
  }

  @Test(
    "keeps the letters of other scripts, and their case does not count",
    arguments: [
      ("Владимир Путин", ["владимир", "путин"]), ("李小龍", ["李小龍"]), ("김 연아", ["김", "연아"]),
      ("ΣΟΦΟΣ", ["σοφοσ"]), ("σοφος", ["σοφοσ"]), ("がき", ["がき"]), ("かき", ["かき"]),
      ("शाहरुख़ ख़ान", ["शाहरुख़", "ख़ान"]),
    ])
  func otherScripts(text: String, expected: [String]) {
    #expect(words(text) == expected)
  }

  @Test("has nothing of what is not seen")
  func invisible() {
    #expect(words("\u{FEFF}Bru\u{AD}ce\u{200B} L\u{200D}ee") == ["bruce", "lee"])
  }

  @Test(
    "is of nobody where it has no letter and no digit",
    arguments: ["", " ", "___", "'.-", "☃", "\u{301}"])
  func empty(text: String) {
    let name = PersonName(text)
    #expect(name.isEmpty && name.words.isEmpty && name.key.isEmpty)
  }

  @Test("has digits too")
  func digits() {
    #expect(words("50_Cent") == ["50", "cent"])
  }

  @Test("is not changed by being read again from its words")
  func idempotence() {
    // The blocks from Latin to Thai, and those that later versions of Unicode added to them.
    let blocks: [ClosedRange<UInt32>] = [
      0x21...0xEFF, 0x1D00...0x1FFF, 0x2C00...0x2DFF, 0xA640...0xA7FF, 0xFB00...0xFFFF,
    ]
    for scalar in blocks.joined().compactMap(Unicode.Scalar.init) {
      let once = PersonName("a\(scalar)b").words
      let again = PersonName(once.joined(separator: " ")).words
      #expect(again == once, "U+\(String(scalar.value, radix: 16))")
    }
  }
}

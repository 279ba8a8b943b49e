import Names
import Testing

@Suite("Two names")
struct NameMatchTests {
  private func match(_ one: String, _ other: String, close: Bool = true) -> NameMatch? {
    PersonName(one).match(PersonName(other), close: close)
  }

  @Test(
    "match exactly if they differ in case, diacritics and punctuation only",
    arguments: [
      ("Téa_Leoni", "tea leoni"), ("O'Brien", "OBrien"), ("A.J. Cook", "AJ_Cook"),
      ("Jae-hyun", "Jaehyun"), ("Jae hyun", "Jaehyun"), ("Robert Downey Jr.", "Robert_Downey_Jr"),
      ("Catherine Zeta-Jones", "Catherine Zeta Jones"),
    ])
  func exact(one: String, other: String) {
    #expect(match(one, other, close: false) == .exact)
    #expect(match(one, other, close: true) == .exact)
  }

  @Test(
    "match closely if one has middle names that the other lacks",
    arguments: [
      ("Sarah Jessica Parker", "Sarah Parker"), ("Jason 'Wee Man' Acuña", "Jason Acuna"),
      ("Anna Maria Luisa Rossi", "Anna Luisa Rossi"), ("Robert Mario De Niro", "Robert DeNiro"),
      ("John X. Paul Doe", "John X Doe"), ("Sammy George Davis Jr.", "Sammy Davis Jr"),
    ])
  func middleName(one: String, other: String) {
    #expect(match(one, other) == .middleName)
  }

  @Test(
    "match closely if one has an initial of a middle name that the other has or lacks",
    arguments: [
      ("William H. Macy", "William Macy"), ("William H. Macy", "William Hall Macy"),
      ("George H. W. Bush", "George Bush"), ("George H. W. Bush", "George Walker Bush"),
      ("John Fitzgerald K. Doe", "John F. Kim Doe"), ("Robert J. Downey Jr.", "Robert Downey Jr."),
      ("Анна П. Керн", "Анна Петровна Керн"), ("Jae-hyun M. Kim", "Jaehyun Kim"),
    ])
  func initial(one: String, other: String) {
    #expect(match(one, other) == .initial)
  }

  @Test(
    "match closely if one has the family name first",
    arguments: [
      ("Zhang Ziyi", "Ziyi Zhang"), ("Chow Yun-Fat", "Yun-Fat Chow"),
      ("Chow Yunfat", "Yun-Fat Chow"),
      ("Chow Yun Fat", "Yunfat Chow"), ("Macy, William H.", "William H. Macy"),
      ("De Niro, Robert Mario", "Robert Mario De Niro"), ("김 연아", "연아 김"),
      ("Nguyen Tuan Van", "Tuan Van Nguyen"),
    ])
  func swappedOrder(one: String, other: String) {
    #expect(match(one, other) == .swappedOrder)
  }

  @Test(
    "do not match even closely if something tells them apart",
    arguments: [
      ("Michael B. Jordan", "Michael J. Jordan"), ("J. Smith", "John Smith"),
      ("C. Thomas Howell", "Thomas Howell"), ("Robert Downey Jr.", "Robert Downey"),
      ("Robert Downey Jr.", "Robert Downey Sr."), ("George Doe II", "George Doe III"),
      ("Robert Jr.", "Robert Downey Jr."), ("Mary-Louise Parker", "Mary Parker"),
      ("Catherine Zeta-Jones", "Catherine Jones"), ("Robert De Niro", "Robert Niro"),
      ("Anna Maria Luisa Rossi", "Anna Luisa Maria Rossi"),
      ("Anna Maria Rossi", "Anna Luisa Rossi"),
      ("Anna Maria Rossi", "Maria Anna Rossi"), ("Prince", "Prince William"),
      ("Downey Robert", "Robert Downey Jr."), ("Elizabeth II", "Elizabeth Alexandra II"),
    ])
  func different(one: String, other: String) {
    #expect(match(one, other) == nil)
  }

  @Test("match only exactly unless close matches are asked for")
  func notClose() {
    #expect(match("Sarah Jessica Parker", "Sarah Parker", close: false) == nil)
    #expect(match("William H. Macy", "William Macy", close: false) == nil)
    #expect(match("Zhang Ziyi", "Ziyi Zhang", close: false) == nil)
  }

  @Test("take one letter for an initial only where letters have capitals")
  func initialsOfOtherScripts() {
    #expect(match("李 小 龍", "李 小明 龍") == nil)
    #expect(match("李 小 龍", "李 龍") == .middleName)
  }

  @Test("do not match if they name nobody, not even themselves")
  func nobody() {
    #expect(match("___", "___") == nil)
    #expect(match("___", "Bruce Lee") == nil)
  }

  @Test("match the same both ways")
  func symmetric() {
    let names = GeneratedNames.some(300, seed: 1)
    for one in names {
      for other in names {
        #expect(one.match(other, close: true) == other.match(one, close: true))
        #expect(one.match(other, close: false) == other.match(one, close: false))
      }
    }
  }

  @Test("match in ways that are written as in the lists of what was left out")
  func rawValues() {
    #expect(
      NameMatch.allCases.map(\.rawValue) == ["exact", "middle_name", "initial", "swapped_order"])
  }
}

import Names
import Testing

@Suite("An index of names")
struct NameIndexTests {
  private func index(_ texts: String...) -> NameIndex { NameIndex(texts.map { PersonName($0) }) }

  @Test("finds every name that matches, in the list's order, and how")
  func inOrder() {
    let index = index(
      "Parker Sarah", "Sarah Parker", "Bruce Lee", "Sarah J. Parker", "sarah_parker")
    let matches = index.matches(of: PersonName("Sarah Parker"), close: true)
    #expect(matches.map(\.index) == [0, 1, 3, 4])
    #expect(matches.map(\.match) == [.swappedOrder, .exact, .initial, .exact])
  }

  @Test("finds exact matches only unless close ones are asked for")
  func exactOnly() {
    let index = index("Parker Sarah", "Sarah Parker", "Sarah J. Parker")
    #expect(index.matches(of: PersonName("Sarah Parker"), close: false).map(\.index) == [1])
  }

  @Test("finds nothing for nobody, and nobody for nothing")
  func nobody() {
    let index = index("___", "Bruce Lee")
    #expect(index.matches(of: PersonName(""), close: true).isEmpty)
    #expect(NameIndex([]).matches(of: PersonName("Bruce Lee"), close: true).isEmpty)
  }

  @Test("finds what comparing with every name finds", arguments: [true, false])
  func pairwise(close: Bool) {
    let names = GeneratedNames.some(400, seed: 2)
    let index = NameIndex(names)
    var kinds: Set<NameMatch> = []
    for name in names {
      let expected = names.indices.filter { names[$0].match(name, close: close) != nil }
      let found = index.matches(of: name, close: close)
      #expect(found.map(\.index) == expected, "\(name.text)")
      #expect(found.allSatisfy { names[$0.index].match(name, close: close) == $0.match })
      kinds.formUnion(found.map(\.match))
    }
    #expect(kinds == (close ? Set(NameMatch.allCases) : [.exact]))
  }
}

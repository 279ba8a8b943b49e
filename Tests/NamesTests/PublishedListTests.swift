import Names
import Testing

@Suite(
  "The lists of published datasets",
  .enabled(if: SharedLists.areThere, Comment(rawValue: SharedLists.absence)))
struct PublishedListTests {
  private let webface: ExclusionList
  private let lfw: ExclusionList

  init() throws {
    webface = try SharedLists.list(SharedLists.webface)
    lfw = try SharedLists.list(SharedLists.lfw)
  }

  /// Each pair of names that match, as `kind: one = other`.
  private func matches(close: Bool) -> [String] {
    let index = NameIndex(lfw.names)
    return webface.names.flatMap { name in
      index.matches(of: name, close: close).map {
        "\($0.match.rawValue): \(name.text) = \(index.names[$0.index].text)"
      }
    }
  }

  @Test("are read whole")
  func whole() {
    #expect(webface.names.count == 10_575 && webface.malformedLines.isEmpty)
    #expect(lfw.names.count == 5_749 && lfw.malformedLines.isEmpty)
    #expect(webface.entries.first?.name.text == "Bruce_Lee")
    #expect(webface.names.contains { $0.text == "50_Cent" })
    #expect(lfw.entries.first?.name.text == "AJ_Cook")
  }

  @Test("have seven names in common, however they are written")
  func exact() {
    #expect(
      Set(matches(close: false)) == [
        "exact: Hillary_Clinton = Hillary_Clinton", "exact: Jesse_James = Jesse_James",
        "exact: Juan_Fernández = Juan_Fernandez", "exact: Norm_MacDonald = Norm_Macdonald",
        "exact: Prince_William = Prince_William", "exact: Randy_Jackson = Randy_Jackson",
        "exact: Vanessa_Williams = Vanessa_Williams",
      ])
  }

  @Test("have people in common under close names, and namesakes that only look like them")
  func close() {
    let matches = matches(close: true)
    #expect(matches.contains("initial: William_H._Macy = William_Macy"))
    #expect(matches.contains("middle_name: Nicole_Ari_Parker = Nicole_Parker"))
    #expect(matches.contains("swapped_order: Ziyi_Zhang = Zhang_Ziyi"))
    #expect(matches.contains("initial: Michael_B._Jordan = Michael_Jordan"))
    #expect(matches.count < 30)
  }

  @Test("match exactly only where the words are the same, so that joining them confuses nobody")
  func joinedWords() {
    let all = NameIndex(webface.names + lfw.names)
    for name in all.names {
      for (index, _) in all.matches(of: name, close: false) {
        #expect(all.names[index].words == name.words)
      }
    }
  }

  @Test("have nine names twice in CASIA-WebFace, and none in LFW")
  func twice() {
    let names = NameIndex(webface.names)
    let twice = webface.names.filter { names.matches(of: $0, close: false).count > 1 }
    #expect(twice.count == 18 && Set(twice.map(\.text)).count == 9)
    #expect(twice.contains { $0.text == "Peyton_List" })
    let others = NameIndex(lfw.names)
    #expect(lfw.names.allSatisfy { others.matches(of: $0, close: false).count == 1 })
  }
}

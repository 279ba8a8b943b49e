import Names
import Testing

@testable import Select

@Suite("People of several trees")
struct PeopleTests {
  /// The person of each name, when each tree has these.
  private func people(
    _ trees: [[String]], _ change: (inout SelectionSettings) -> Void = { _ in }
  ) -> (persons: [Int], ambiguities: [People.Ambiguity]) {
    var settings = SelectionSettings()
    change(&settings)
    let identities = trees.enumerated().flatMap { source, names in
      names.map { Identity(source: source, identity: $0, name: $0) }
    }
    var people = People(identities, settings: settings)
    return (identities.indices.map { people.person(of: $0) }, people.ambiguities)
  }

  @Test("are one where their names are the same, however they are written")
  func exact() {
    let result = people([["Téa_Leoni", "Bob"], ["Tea Leoni", "BOB", "Ann"], ["TEA LEONI"]])
    #expect(result.persons == [0, 1, 0, 1, 4, 0])
    #expect(result.ambiguities.isEmpty)
  }

  @Test("are two where that is asked for")
  func separate() {
    #expect(people([["Ann"], ["Ann"]]) { $0.sameName = .separate }.persons == [0, 1])
  }

  @Test("are two in one tree, which tells them apart itself")
  func oneTree() {
    #expect(people([["Ann", "ann"]]).persons == [0, 1])
  }

  @Test("are not joined where the name is that of two people")
  func ambiguous() {
    let result = people([["Ann", "ann"], ["ANN"]])
    #expect(result.persons == [0, 1, 2])
    #expect(result.ambiguities == [People.Ambiguity(identity: 2, candidates: [0, 1])])
    let other = people([["Ann"], ["ANN", "ann"]])
    #expect(other.persons == [0, 1, 2])
    #expect(other.ambiguities.map(\.identity) == [1, 2])
  }

  @Test("are not joined by a close name either where the name itself is not clear")
  func ambiguousOnce() {
    let trees = [["John Smith", "John_Smith", "John_A._Smith"], ["JOHN_SMITH"]]
    let result = people(trees) { $0.names = .close }
    #expect(result.persons == [0, 1, 2, 3])
    #expect(result.ambiguities.map(\.identity) == [3])
  }

  @Test("are not joined by way of a third whose name goes with both")
  func contradicting() {
    let trees = [["Ada B. Umber"], ["Ada Umber"], ["Ada C. Umber"]]
    let result = people(trees) { $0.names = .close }
    #expect(result.persons == [0, 0, 2])
    #expect(result.ambiguities.map(\.identity) == [2])
  }

  @Test("are told apart in no time where very many have one name")
  func unknown() {
    let names = Array(repeating: "Unknown", count: 20_000)
    let result = people([names, names])
    #expect(result.persons == Array(0..<40_000))
    #expect(result.ambiguities.count == 20_000)
    #expect(result.ambiguities.allSatisfy { $0.candidates.count <= 4 })
  }

  @Test("are not joined by numbers, which are no names")
  func numbers() {
    #expect(people([["0000045"], ["0000045"]]).persons == [0, 1])
  }

  @Test("are one by close names only where that is asked for")
  func close() {
    let trees = [["William H. Macy", "Ziyi Zhang"], ["William Macy", "Zhang Ziyi"]]
    #expect(people(trees).persons == [0, 1, 2, 3])
    #expect(people(trees) { $0.names = .close }.persons == [0, 1, 0, 1])
  }

  @Test("are not joined by close names where somebody has the very name")
  func exactFirst() {
    let trees = [["Michael B. Jordan"], ["Michael Jordan", "Michael B. Jordan"]]
    #expect(people(trees) { $0.names = .close }.persons == [0, 1, 0])
    let other = [["Michael B. Jordan", "Michael Jordan"], ["Michael Jordan"]]
    #expect(people(other) { $0.names = .close }.persons == [0, 1, 1])
  }

  @Test("are not joined by close names that could be those of two")
  func closeAmbiguous() {
    let result = people([["John A. Smith", "John B. Smith"], ["John Smith"]]) { $0.names = .close }
    #expect(result.persons == [0, 1, 2])
    #expect(result.ambiguities == [People.Ambiguity(identity: 2, candidates: [0, 1])])
  }

  @Test("have one label, and the first tree's name for them")
  func label() {
    var selection = SmallSelection(
      [
        Identity(source: 0, identity: "0000045", name: "Bruce_Lee"),
        Identity(source: 1, identity: "Bruce Lee", name: "Bruce Lee"),
        Identity(source: 1, identity: "Ann", name: "Ann"),
      ],
      [.init(identity: 0, look: 1), .init(identity: 1, look: 2), .init(identity: 2, look: 3)])
    #expect(selection.result.short == ["train 0", "train 0", "train 1"])
    #expect(selection.result.people[0].identities.map(\.identity) == [0, 1])
    #expect(
      selection.result.people[0].identities[1].joined
        == People.Joined(to: 0, reason: .name(.exact)))
    selection.settings.sameName = .separate
    #expect(selection.result.short == ["train 0", "train 1", "train 2"])
  }
}

@Suite("People who share photographs")
struct ProbableTests {
  @Test("are probably one where they share three, which are a third of those of one")
  func listed() throws {
    var selection = SmallSelection(looks: [[1, 2, 3, 4, 5], [1, 2, 3, 6, 7, 8, 9, 10, 11]])
    selection.settings.conflicts = .keep
    let people = selection.result.people
    #expect(people[0].probable == [Selection.Probable(identity: 1, shared: 3)])
    #expect(people[1].probable == [Selection.Probable(identity: 0, shared: 3)])
  }

  @Test("are not where they share two, or less than a third")
  func fewer() {
    for looks in [
      [[1, 2, 3], [1, 2, 6]], [[1, 2, 3] + Array(20..<30), [1, 2, 3] + Array(40..<50)],
    ] {
      var selection = SmallSelection(looks: looks)
      selection.settings.conflicts = .keep
      #expect(selection.result.people.allSatisfy { $0.probable.isEmpty })
    }
  }

  @Test("get one label only where that is asked for, and then their photographs are no conflict")
  func merged() {
    var selection = SmallSelection(looks: [[1, 2, 3, 4], [1, 2, 3]])
    #expect(
      selection.result.short == [
        "dropped, against 4", "dropped, against 5", "dropped, against 6", "train 0",
        "dropped, against 0", "dropped, against 1", "dropped, against 2",
      ])
    selection.settings.mergesProbable = true
    let result = selection.result
    #expect(
      result.short == [
        "train 0", "train 0", "train 0", "train 0", "copy of 0", "copy of 1", "copy of 2",
      ])
    #expect(result.people[0].identities[1].joined == People.Joined(to: 0, reason: .photographs))
  }

  @Test("are all joined, where two share with a third and not with each other")
  func chain() {
    var selection = SmallSelection(looks: [[1, 2, 3], [4, 5, 6], [1, 2, 3, 4, 5, 6]])
    selection.settings.mergesProbable = true
    let people = selection.result.people
    #expect(people.count == 1)
    #expect(people[0].identities.map(\.identity) == [0, 1, 2])
    #expect(people[0].identities.dropFirst().allSatisfy { $0.joined?.reason == .photographs })
  }

  @Test("say nothing by a picture that very many share")
  func placeholder() {
    var selection = SmallSelection(looks: Array(repeating: [1, 2, 3], count: 22))
    selection.settings.conflicts = .keep
    #expect(selection.result.people.allSatisfy { $0.probable.isEmpty })
  }
}

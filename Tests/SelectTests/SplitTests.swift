import Names
import Select
import Shard
import Testing

@Suite("People and faces that are left out, or go to a split")
struct SplitTests {
  /// A hundred people of three photographs.
  private static let many: SmallSelection = {
    let identities = (0..<100).map {
      Identity(source: 0, identity: "Person \($0)", name: "Person \($0)")
    }
    return SmallSelection(
      identities, (0..<300).map { .init(identity: $0 / 3, look: $0, file: $0) })
  }()

  private func splits(_ selection: SmallSelection) -> [Int: Set<Split>] {
    var splits: [Int: Set<Split>] = [:]
    for (face, fate) in zip(selection.faces, selection.result.fates) {
      if case .kept(let place) = fate { splits[face.identity, default: []].insert(place.split) }
    }
    return splits
  }

  @Test("are pruned where a person has too few that are no duplicates")
  func pruned() {
    var selection = SmallSelection(looks: [[1, 1, 2], [3, 4, 5]])
    selection.settings.leastImages = 3
    #expect(
      selection.result.short == [
        "pruned at 2", "copy of 0", "pruned at 2", "train 0", "train 0", "train 0",
      ])
  }

  @Test("are left out by name, all of a person whose one name is on the list")
  func excluded() {
    var selection = SmallSelection(
      [
        Identity(source: 0, identity: "7", name: "William_H._Macy"),
        Identity(source: 1, identity: "William H Macy", name: "William H Macy"),
        Identity(source: 1, identity: "Ann", name: "Ann"),
      ],
      [.init(identity: 0, look: 1), .init(identity: 1, look: 2), .init(identity: 2, look: 3)])
    selection.settings.excluded = [PersonName("Bob"), PersonName("WILLIAM H MACY")]
    #expect(
      selection.result.short == ["excluded as 1, exact", "excluded as 1, exact", "train 0"])
    selection.settings.excluded = [PersonName("William Macy")]
    #expect(selection.result.short == ["train 0", "train 0", "train 1"])
    selection.settings.names = .close
    #expect(
      selection.result.short == ["excluded as 0, initial", "excluded as 0, initial", "train 0"])
  }

  @Test("say how an identity whose own name is not on the list is the one whose name is")
  func excludedByWay() {
    var selection = SmallSelection(looks: [[1, 2, 3, 4], [1, 2, 3]])
    selection.settings.mergesProbable = true
    selection.settings.excluded = [PersonName("B")]
    let joined = selection.result.fates.map { fate -> People.Reason? in
      if case .excluded(let exclusion) = fate { exclusion.joined } else { nil }
    }
    #expect(joined == Array(repeating: .photographs, count: 4) + [nil, nil, nil])
  }

  @Test("are all in train where no share is asked for")
  func noShare() {
    #expect(splits(Self.many).values.allSatisfy { $0 == [.train] })
  }

  @Test("are in one split with all of a person's, and about as many people as asked for in val")
  func byIdentity() {
    var selection = Self.many
    selection.settings.valShare = 0.2
    let splits = splits(selection)
    #expect(splits.values.allSatisfy { $0.count == 1 })
    #expect((10...30).contains(splits.values.count { $0 == [.val] }))
  }

  @Test(
    "do not change splits when people and photographs come and go",
    arguments: [
      SelectionSettings.SplitUnit.identity, .image,
    ])
  func growing(unit: SelectionSettings.SplitUnit) {
    var whole = Self.many
    whole.settings.valShare = 0.3
    whole.settings.splitUnit = unit
    var part = whole
    part.faces = whole.faces.filter { $0.identity % 3 != 0 && $0.look % 3 != 1 }
    let places = Dictionary(
      uniqueKeysWithValues: zip(whole.faces.map(\.look), whole.result.fates))
    for (face, fate) in zip(part.faces, part.result.fates) {
      guard case .kept(let now) = fate, case .kept(let then)? = places[face.look] else {
        Issue.record("\(face) is not kept")
        continue
      }
      // But for a person who would have no face in train.
      let own = zip(part.faces, part.result.fates).filter { $0.0.identity == face.identity }
      let isOnlyInTrain =
        own.filter {
          if case .kept(let place) = $0.1 { place.split == .train } else { false }
        }.count == 1
      #expect(now.split == then.split || unit == .image && isOnlyInTrain)
    }
  }

  @Test("by image leave every person one in train")
  func byImage() {
    var selection = Self.many
    selection.settings.valShare = 0.9
    selection.settings.splitUnit = .image
    let splits = splits(selection)
    #expect(splits.values.allSatisfy { $0.contains(.train) })
    #expect(splits.values.count { $0.contains(.val) } > 90)
    let people = selection.result.people
    #expect(people.allSatisfy { ($0.faces[.train] ?? 0) + ($0.faces[.val] ?? 0) == 3 })
  }

  @Test("are grouped by person, or shuffled by a seed that gives the same order again")
  func shuffled() {
    var selection = Self.many
    let grouped = selection.result.rows[.train]
    #expect(grouped == Array(0..<300))
    selection.settings.shuffleSeed = 1
    let shuffled = selection.result.rows[.train] ?? []
    #expect(shuffled.sorted() == grouped && shuffled != grouped)
    #expect(selection.result.rows[.train] == shuffled)
    selection.settings.shuffleSeed = 2
    #expect(selection.result.rows[.train] != shuffled)
    #expect(selection.result.people == Self.many.result.people)
  }
}

import Select
import Testing

@Suite("Faces that are the same photograph")
struct DuplicateTests {
  private typealias Face = SmallSelection.Face
  private let two = [SmallSelection.person(0), SmallSelection.person(1)]

  private func fates(_ faces: [Face], _ change: (inout SelectionSettings) -> Void = { _ in })
    -> [String]
  {
    var selection = SmallSelection(two, faces)
    change(&selection.settings)
    return selection.result.short
  }

  @Test("leave one, and those that are like nothing else stay")
  func one() {
    #expect(
      SmallSelection(looks: [[1, 2, 1, 3]]).result.short == [
        "train 0", "train 0", "copy of 0", "train 0",
      ])
  }

  @Test("leave the one with the largest box")
  func largest() {
    let faces = [
      Face(identity: 0, look: 1, copy: 1, edge: 50, score: 9),
      Face(identity: 0, look: 1, copy: 2, edge: 60), Face(identity: 0, look: 1, copy: 3, edge: 55),
    ]
    #expect(fates(faces) == ["copy of 1", "train 0", "copy of 1"])
  }

  @Test("leave the one with the higher score where boxes are of one size, and then the first")
  func score() {
    let surer = [
      Face(identity: 0, look: 1, copy: 1, score: 1), Face(identity: 0, look: 1, copy: 2, score: 2),
    ]
    #expect(fates(surer) == ["copy of 1", "train 0"])
    let equal = [Face(identity: 0, look: 1, copy: 1), Face(identity: 0, look: 1, copy: 2)]
    #expect(fates(equal) == ["train 0", "copy of 0"])
  }

  @Test("are told from those of the same pixels, whose similarity is 1")
  func kinds() throws {
    let faces = [
      Face(identity: 0, look: 1, copy: 1), Face(identity: 0, look: 1, copy: 1),
      Face(identity: 0, look: 1, copy: 2),
    ]
    let selection = SmallSelection(two, faces).result
    guard case .duplicate(let exact) = selection.fates[1],
      case .duplicate(let near) = selection.fates[2]
    else {
      Issue.record("\(selection.short)")
      return
    }
    #expect(exact.isExact && exact.similarity == 1)
    #expect(!near.isExact && near.similarity > 0.95 && near.similarity < 1)
  }

  @Test("are those of the same pixels alone, or none, where that is asked for")
  func rules() {
    let faces = [
      Face(identity: 0, look: 1, copy: 1), Face(identity: 0, look: 1, copy: 1),
      Face(identity: 0, look: 1, copy: 2),
    ]
    #expect(fates(faces) { $0.duplicates = .exact } == ["train 0", "copy of 0", "train 0"])
    #expect(fates(faces) { $0.duplicates = .off } == ["train 0", "train 0", "train 0"])
  }

  @Test("under two people are dropped under both, the surplus ones of one too")
  func drop() {
    let faces = [
      Face(identity: 0, look: 1, copy: 1), Face(identity: 0, look: 1, copy: 2, edge: 60),
      Face(identity: 0, look: 2), Face(identity: 1, look: 1, copy: 3), Face(identity: 1, look: 3),
    ]
    #expect(
      fates(faces) == [
        "dropped, against 3", "dropped, against 3", "train 0", "dropped, against 1", "train 1",
      ])
  }

  @Test("under two people stay under the first, or under each, where that is asked for")
  func otherConflicts() {
    let faces = [
      Face(identity: 0, look: 1, copy: 1), Face(identity: 0, look: 1, copy: 2, edge: 60),
      Face(identity: 1, look: 1, copy: 3, edge: 70), Face(identity: 1, look: 1, copy: 4),
    ]
    #expect(
      fates(faces) { $0.conflicts = .first } == [
        "copy of 1", "train 0", "copy of 1, against 1", "copy of 1, against 1",
      ])
    #expect(
      fates(faces) { $0.conflicts = .keep } == [
        "copy of 1, against 2", "train 0", "train 1", "copy of 2, against 1",
      ])
  }

  @Test("that stay under two people are told of all the same")
  func kept() {
    let faces = [
      Face(identity: 0, look: 1, copy: 1, edge: 60), Face(identity: 0, look: 1, copy: 2),
      Face(identity: 1, look: 1, copy: 3),
    ]
    var selection = SmallSelection(two, faces)
    selection.settings.conflicts = .keep
    let result = selection.result
    #expect(result.short == ["train 0", "copy of 0, against 2", "train 1"])
    #expect(result.keptConflicts.mapValues(\.conflict) == [0: 2, 2: 0])
    #expect(result.keptConflicts[0]?.kept == 0)
    selection.settings.conflicts = .drop
    #expect(selection.result.keptConflicts.isEmpty)
  }

  @Test("are no conflict where two people are in one photograph, though they look alike")
  func twins() {
    let faces = [
      Face(identity: 0, look: 1, copy: 1, file: 7),
      Face(identity: 1, look: 1, copy: 2, file: 7, left: 80),
    ]
    #expect(fates(faces) == ["train 0", "train 1"])
  }

  @Test("are one where one face of a photograph is under two people")
  func sameFace() {
    let faces = [
      Face(identity: 0, look: 1, copy: 1, file: 7), Face(identity: 1, look: 1, copy: 1, file: 7),
    ]
    #expect(fates(faces) == ["dropped, against 1", "dropped, against 0"])
  }

  @Test("count where the person of one is left out by name: the other's label is wrong")
  func excluded() {
    let faces = [Face(identity: 0, look: 1, copy: 1), Face(identity: 1, look: 1, copy: 2)]
    #expect(
      fates(faces) { $0.excluded = [.init("a")] } == [
        "excluded as 0, exact", "dropped, against 0",
      ])
  }
}

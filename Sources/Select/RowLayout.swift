import Names
import Shard

/// Which split and row each face that is left in goes to, and the labels of their people.
struct RowLayout {
  /// The people that are left, in the identities' order.
  let people: [Int]
  /// Their labels.
  let labels: [Int: Int]
  /// The faces of each split, in the order of its rows.
  let rows: [Split: [Int]]
  /// How many faces each split has of each person.
  let faces: [Int: [Split: Int]]

  init(_ draft: SelectionDraft, _ identities: [Identity], _ settings: SelectionSettings) {
    let parts = Dictionary(grouping: draft.remaining) { draft.person(of: $0) }
    let people = parts.keys.sorted()
    var rows: [Split: [Int]] = [:]
    var faces: [Int: [Split: Int]] = [:]
    for person in people {
      let part = parts[person] ?? []
      let splits = Self.splits(of: part, person, draft, identities, settings)
      for (face, split) in zip(part, splits) {
        rows[split, default: []].append(face)
        faces[person, default: [:]][split, default: 0] += 1
      }
    }
    if let seed = settings.shuffleSeed {
      rows = rows.mapValues { Self.shuffle($0, draft.candidates, seed: seed) }
    }
    self.people = people
    labels = Dictionary(uniqueKeysWithValues: people.enumerated().map { ($1, $0) })
    self.rows = rows
    self.faces = faces
  }

  /// The split of each of a person's faces.
  ///
  /// It depends on the person's name or the photograph's bytes alone, so that nothing moves when
  /// other people or photographs come or go. Only a person whose photographs would all be in `val`
  /// gives one to `train`, the last one to go there.
  private static func splits(
    of faces: [Int], _ person: Int, _ draft: SelectionDraft, _ identities: [Identity],
    _ settings: SelectionSettings
  ) -> [Split] {
    switch settings.splitUnit {
    case .identity:
      let identity = identities[person]
      let name = PersonName(identity.name).key
      let position = Position(of: name.isEmpty ? identity.identity : name, for: "split")
      let split: Split = position.isBelow(settings.valShare) ? .val : .train
      return Array(repeating: split, count: faces.count)
    case .image:
      let positions = faces.map { Position(of: draft.candidates[$0].key, for: "split") }
      let last = positions.max()
      return positions.map { $0 != last && $0.isBelow(settings.valShare) ? .val : .train }
    }
  }

  private static func shuffle(_ faces: [Int], _ candidates: [Candidate], seed: UInt64) -> [Int] {
    faces.map { (Position(of: candidates[$0].key, for: "shuffle \(seed)"), $0) }
      .sorted { $0 < $1 }.map(\.1)
  }

  /// A place from 0 to 1 that depends on a text alone: the first 64 bits of its SHA-256.
  private struct Position: Comparable {
    private let bits: UInt64

    init(of text: String, for purpose: String) {
      let digest = SHA256.hexadecimal(of: Array("\(purpose)\n\(text)".utf8))
      bits = UInt64(digest.prefix(16), radix: 16) ?? 0
    }

    func isBelow(_ share: Double) -> Bool { Double(bits) < share * 0x1p64 }

    static func < (left: Position, right: Position) -> Bool { left.bits < right.bits }
  }
}

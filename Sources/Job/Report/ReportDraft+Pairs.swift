import Report
import Shard

extension ReportDraft {
  /// A line of duplicates.jsonl and its two faces' indices in the table.
  struct FoundPair {
    let record: DuplicateRecord
    let one: Int
    let other: Int
  }

  /// Finds the faces of lines, and has their pictures made.
  ///
  /// - Parameter areConflicts: Whether a face's other one is that of another person, rather than the
  ///   one that stays in its place.
  func findPairs(_ records: [DuplicateRecord], areConflicts: Bool) throws -> [FoundPair] {
    var places: [Int: Int] = [:]
    for (index, id) in table.faces.ids.enumerated() { places[id] = index }
    var seen: Set<Set<FaceReference>> = []
    return try records.compactMap { record in
      // Each of two in conflict may name the other.
      guard let reference = areConflicts ? record.conflict?.face : record.kept,
        let one = try lookup.face(record.face).flatMap({ places[$0] }),
        let other = try lookup.face(reference).flatMap({ places[$0] }),
        seen.insert([record.face, reference]).inserted
      else { return nil }
      for face in [one, other] { album.want(table.faces.ids[face], edge: Self.large) }
      return FoundPair(record: record, one: one, other: other)
    }
  }

  func addPairs(_ duplicates: [FoundPair], _ conflicts: [FoundPair]) throws {
    contents.duplicates.count = draw.duplicateCount
    contents.duplicates.isComplete = draw.duplicates.count == draw.duplicateCount
    contents.duplicates.pairs = try duplicates.map { found in
      try pair(found, outcome: found.record.kept == nil ? "neither is kept" : "")
    }
    contents.conflicts.count = draw.conflictCount
    contents.conflicts.isComplete = draw.conflicts.count == draw.conflictCount
    contents.conflicts.pairs = try conflicts.map { found in
      let outcome =
        if found.record.kept == nil {
          "neither is kept"
        } else if found.record.isLeftOut {
          "one stays in their place"
        } else {
          "both are kept"
        }
      return try pair(found, outcome: outcome)
    }
  }

  private func pair(_ found: FoundPair, outcome: String) throws -> ReportContents.Pair {
    ReportContents.Pair(
      one: try card(found.one, edge: Self.large), other: try card(found.other, edge: Self.large),
      similarity: found.record.similarity, kind: found.record.kind.rawValue, outcome: outcome)
  }

  /// Two people who are probably one, and some faces of each.
  struct FoundPeople {
    let one: IdentityRecord.Member
    let other: IdentityRecord.Member
    let shared: Int
    let faces: [Int]
    let otherFaces: [Int]
  }

  private static let (probablePairs, facesOfPair) = (24, 5)

  /// Finds people who are probably one, and has pictures of them made.
  func findProbable() -> [FoundPeople] {
    var pairs: [(IdentityRecord.Member, IdentityRecord.Member, Int)] = []
    var seen: Set<Set<FaceReference>> = []
    for record in identities {
      for probable in record.probable {
        // Each of the two may name the other.
        let key = Set(
          [record.member, probable.member].map {
            FaceReference(source: $0.source, path: $0.identity)
          })
        if seen.insert(key).inserted {
          pairs.append((record.member, probable.member, probable.shared))
        }
      }
    }
    contents.probableCount = pairs.count
    let shown = pairs.enumerated().sorted { ($1.element.2, $0.offset) < ($0.element.2, $1.offset) }
    return shown.prefix(Self.probablePairs).map { _, pair in
      let found = FoundPeople(
        one: pair.0, other: pair.1, shared: pair.2, faces: faces(of: pair.0),
        otherFaces: faces(of: pair.1))
      for face in found.faces + found.otherFaces {
        album.want(table.faces.ids[face], edge: Self.medium)
      }
      return found
    }
  }

  /// Some faces of an identity: those that are kept, if there are such.
  private func faces(of member: IdentityRecord.Member) -> [Int] {
    guard let person = table.person(member.identity, ofSource: member.source) else { return [] }
    let faces = facesOfPeople[person]
    let kept = faces.filter { table.faces.fates[$0] == .kept }
    return drawn(Self.facesOfPair, of: kept.isEmpty ? faces : kept)
  }

  func addProbable(_ pairs: [FoundPeople]) throws {
    contents.probable = try pairs.map { pair in
      ReportContents.ProbablePair(
        one: name(of: pair.one), other: name(of: pair.other), shared: pair.shared,
        faces: try pair.faces.map { try card($0, edge: Self.medium) },
        otherFaces: try pair.otherFaces.map { try card($0, edge: Self.medium) })
    }
  }

  private func name(of member: IdentityRecord.Member) -> String {
    table.sources.count > 1 ? "\(member.name) (\(member.source))" : member.name
  }
}

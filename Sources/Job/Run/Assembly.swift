import Align
import Crawl
import Select
import Shard

/// Makes shards and lists of what was selected of a run's catalog.
struct Assembly {
  let catalog: Catalog
  let sources: [SourceTree]
  let faces: FaceTable
  let selection: Selection
  let settings: SelectionSettings
  let pixels: FacePixels
  let rows: FaceRows
  let interruption: Interruption
  let report: (JobEvent) -> Void

  /// How many faces are written between two reports.
  private static let reportInterval = 1024

  /// Writes everything but dataset.json, and notes in the catalog's copy where each face went.
  func write(to writer: DatasetWriter, and copy: CatalogCopy) throws {
    try writeRejected(to: writer)
    try UnmatchedRows(catalog: catalog, sources: sources).write(to: writer)
    try writeFaces(to: writer, and: copy)
    try writeLeftOut(to: writer, and: copy)
    try writeIdentities(to: writer)
  }

  private func writeRejected(to writer: DatasetWriter) throws {
    let rows = try catalog.prepare(
      """
      SELECT \(RejectedRecord.columns)
      FROM images JOIN sources ON sources.id = images.source
      WHERE images.outcome = 'rejected' ORDER BY \(CatalogSchema.order)
      """)
    while try rows.step() { try writer.write(RejectedRecord(rows)) }
  }

  private func writeFaces(to writer: DatasetWriter, and copy: CatalogCopy) throws {
    let kept = Split.allCases.flatMap { selection.rows[$0] ?? [] }
    report(.sharding(faces: 0, of: kept.count))
    for (written, face) in kept.enumerated() {
      guard case .kept(let place) = selection.fates[face] else { continue }
      let row = try rows.row(of: faces.ids[face])
      let record = try writer.write(
        try pixels.pixels(of: row), of: row.origin, label: place.label, in: place.split)
      try copy.place(row.id, at: record)
      if interruption.isRequested { throw JobError.interrupted("while shards were written") }
      if written % Self.reportInterval == 0 {
        report(.sharding(faces: written, of: kept.count))
      }
    }
    report(.sharding(faces: kept.count, of: kept.count))
  }

  /// Writes a line for each face that is left out, or stays in conflict with another, and keeps the
  /// pixels of those that are left out.
  private func writeLeftOut(to writer: DatasetWriter, and copy: CatalogCopy) throws {
    for (face, fate) in selection.fates.enumerated() {
      if case .kept = fate {
        if let conflict = selection.keptConflicts[face] {
          let origin = try rows.row(of: faces.ids[face]).origin
          try writer.write(try record(of: conflict, origin.reference, origin.identity))
        }
        continue
      }
      let row = try rows.row(of: faces.ids[face])
      let (reference, identity) = (row.origin.reference, row.origin.identity)
      switch fate {
      case .kept: break
      case .duplicate(let duplicate):
        try writer.write(try record(of: duplicate, reference, identity))
      case .excluded(let exclusion):
        try writer.write(
          ExcludedRecord(
            face: reference, identity: identity,
            name: faces.identities[exclusion.identity].name,
            excludedAs: settings.excluded[exclusion.name].text,
            how: exclusion.joined?.text ?? exclusion.match.rawValue))
      case .pruned(_, let count):
        try writer.write(
          PrunedRecord(
            face: reference, identity: identity,
            name: faces.identities[faces.candidates[face].identity].name, faces: count,
            leastImages: settings.leastImages))
      }
      try copy.setAside(row.id, as: fate.kind, try pixels.pixels(of: row))
      if interruption.isRequested { throw JobError.interrupted("while shards were written") }
    }
  }

  private func record(
    of duplicate: Fate.Duplicate, _ face: FaceReference, _ identity: String
  ) throws -> DuplicateRecord {
    let kept = try duplicate.kept.map { try rows.row(of: faces.ids[$0]).origin.reference }
    let conflict = try duplicate.conflict.map { other in
      let origin = try rows.row(of: faces.ids[other]).origin
      return DuplicateRecord.Conflict(face: origin.reference, identity: origin.identity)
    }
    return DuplicateRecord(
      face: face, identity: identity, kept: kept, conflict: conflict,
      kind: duplicate.isExact ? .exact : .near, similarity: duplicate.similarity)
  }

  private func writeIdentities(to writer: DatasetWriter) throws {
    var next: [Split: Int] = [:]
    for (label, person) in selection.people.enumerated() {
      let rows = Split.allCases.compactMap { split -> IdentityRecord.Rows? in
        guard let count = person.faces[split] else { return nil }
        defer { next[split, default: 0] += count }
        let first = settings.shuffleSeed == nil ? next[split] ?? 0 : nil
        return IdentityRecord.Rows(split: split, first: first, faces: count)
      }
      try writer.write(
        IdentityRecord(
          label: label, member: member(person.identities[0].identity), rows: rows[0],
          val: rows.count > 1 ? rows[1] : nil,
          merged: person.identities.compactMap { other in
            other.joined.map { joined in
              IdentityRecord.Merged(
                member: member(other.identity), matched: faces.identities[joined.to].name,
                how: joined.reason.text)
            }
          },
          probable: person.probable.map {
            IdentityRecord.Probable(member: member($0.identity), shared: $0.shared)
          }))
    }
  }

  private func member(_ index: Int) -> IdentityRecord.Member {
    let identity = faces.identities[index]
    return IdentityRecord.Member(
      source: sources[identity.source].name, identity: identity.identity, name: identity.name)
  }
}

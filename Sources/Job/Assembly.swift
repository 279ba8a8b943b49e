import Align
import Crawl
import Glibc
import Shard

/// Makes shards and lists from a catalog and the faces of its run.
struct Assembly {
  let catalog: Catalog
  let faces: FaceFile
  let settings: JobSettings
  /// The names of the raw tree's identities.
  let names: [TreePath: String]
  let interruption: Interruption
  let report: (JobEvent) -> Void

  /// Where a face went.
  private struct Place {
    let id: Int
    let label: Int
    let shard: String
    let row: Int
  }

  /// An identity whose faces are being written.
  private struct OpenIdentity {
    let identity: String
    let source: String
    let label: Int
    let first: Int
    var faces = 0
  }

  /// How many faces are written between two reports.
  private static let reportInterval = 1024

  /// Writes everything but dataset.json, and notes in the catalog where each face went.
  func write(to writer: DatasetWriter) throws {
    try writeRejected(to: writer)
    let places = try writeFaces(to: writer)
    try catalog.begin()
    let update = try catalog.prepare(
      #"UPDATE faces SET label = ?2, shard = ?3, "row" = ?4, position = NULL WHERE id = ?1"#)
    for place in places {
      try update.run([
        .integer(place.id), .integer(place.label), .text(place.shard), .integer(place.row),
      ])
    }
    try catalog.commit()
  }

  private func writeRejected(to writer: DatasetWriter) throws {
    let rows = try catalog.prepare(
      """
      SELECT sources.name, images.path, images.reason, images.detail
      FROM images JOIN sources ON sources.id = images.source
      WHERE images.outcome = 'rejected' ORDER BY \(CatalogSchema.order)
      """)
    while try rows.step() {
      try writer.write(
        RejectedRecord(
          source: rows.text(0), path: rows.text(1), reason: rows.text(2), detail: rows.text(3)))
    }
  }

  private func writeFaces(to writer: DatasetWriter) throws -> [Place] {
    let size = settings.align.warp.size
    let pixels = try faces.reader()
    let rows = try FaceRows(catalog, anchors: settings.align.warp.anchors)
    var places: [Place] = []
    var open: OpenIdentity?
    while let row = try rows.next() {
      if let done = open, done.identity != row.origin.identity || done.source != row.origin.source {
        try close(done, in: writer)
        open = nil
      }
      let label = open?.label ?? places.last.map { $0.label + 1 } ?? 0
      var identity =
        open
        ?? OpenIdentity(
          identity: row.origin.identity, source: row.origin.source, label: label,
          first: places.count)
      let rgb = try pixels.bytes(at: row.position * 3 * size * size, count: 3 * size * size)
      if SHA256.hexadecimal(of: rgb) != row.pixelsSHA256 {
        throw FileFault(faces.path, .read, code: EIO)
      }
      if let face = try writer.write(rgb, of: row.origin, label: label, in: .train) {
        places.append(Place(id: row.id, label: label, shard: face.shard, row: face.row))
      }
      if interruption.isRequested { throw JobError.interrupted("while shards were written") }
      identity.faces += 1
      open = identity
      if places.count % Self.reportInterval == 0 {
        report(.sharding(faces: places.count, of: faces.count))
      }
    }
    if let open { try close(open, in: writer) }
    return places
  }

  private func close(_ identity: OpenIdentity, in writer: DatasetWriter) throws {
    let name = TreePath(text: identity.identity).flatMap { names[$0] }
    try writer.write(
      IdentityRecord(
        label: identity.label, identity: identity.identity, name: name ?? identity.identity,
        source: identity.source, split: .train, first: identity.first, faces: identity.faces))
  }
}

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
    try catalog.begin()
    try writeFaces(to: writer)
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

  private func writeFaces(to writer: DatasetWriter) throws {
    let rows = try FaceRows(catalog, anchors: settings.align.warp.anchors)
    let place = try catalog.prepare(
      #"UPDATE faces SET label = ?2, shard = ?3, "row" = ?4, position = NULL WHERE id = ?1"#)
    let pixels = try faces.reader()
    var written = 0
    var open: OpenIdentity?
    report(.sharding(faces: 0, of: faces.count))
    while let row = try rows.next() {
      var identity: OpenIdentity
      if let open, open.identity.utf8.elementsEqual(row.origin.identity.utf8),
        open.source.utf8.elementsEqual(row.origin.source.utf8)
      {
        identity = open
      } else {
        if let open { try close(open, in: writer) }
        identity = OpenIdentity(
          identity: row.origin.identity, source: row.origin.source,
          label: open.map { $0.label + 1 } ?? 0, first: written)
      }
      let face = try writer.write(
        try self.pixels(of: row, from: pixels), of: row.origin, label: identity.label, in: .train)
      try place.run([
        .integer(row.id), .integer(face.label), .text(face.shard), .integer(face.row),
      ])
      written += 1
      if interruption.isRequested { throw JobError.interrupted("while shards were written") }
      identity.faces += 1
      open = identity
      if written % Self.reportInterval == 0 {
        report(.sharding(faces: written, of: faces.count))
      }
    }
    if let open { try close(open, in: writer) }
  }

  /// A face's pixels as they were when their row was written.
  private func pixels(of row: FaceRows.Row, from file: InputFile) throws -> [UInt8] {
    let size = settings.align.warp.size
    let count = 3 * size * size
    let rgb = try file.bytes(at: row.position * count, count: count)
    guard SHA256.hexadecimal(of: rgb) == row.pixelsSHA256 else {
      throw FileFault(faces.path, .read, code: EIO)
    }
    return rgb
  }

  private func close(_ identity: OpenIdentity, in writer: DatasetWriter) throws {
    let name = TreePath(text: identity.identity).flatMap { names[$0] }
    try writer.write(
      IdentityRecord(
        label: identity.label, identity: identity.identity, name: name ?? identity.identity,
        source: identity.source, split: .train, first: identity.first, faces: identity.faces))
  }
}

import Align
import Crawl
import Shard

/// Makes shards and lists from a run's catalog.
struct Assembly {
  let catalog: Catalog
  let pixels: FacePixels
  let anchors: AnchorSet
  /// How many faces there are.
  let faces: Int
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

  /// Writes everything but dataset.json, and notes in the catalog's copy where each face went.
  func write(to writer: DatasetWriter, and copy: CatalogCopy) throws {
    try writeRejected(to: writer)
    try writeFaces(to: writer, and: copy)
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

  private func writeFaces(to writer: DatasetWriter, and copy: CatalogCopy) throws {
    let rows = try FaceRows(catalog, anchors: anchors)
    var written = 0
    var open: OpenIdentity?
    report(.sharding(faces: 0, of: faces))
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
        try pixels.pixels(of: row), of: row.origin, label: identity.label, in: .train)
      try copy.place(row.id, at: face)
      written += 1
      if interruption.isRequested { throw JobError.interrupted("while shards were written") }
      identity.faces += 1
      open = identity
      if written % Self.reportInterval == 0 { report(.sharding(faces: written, of: faces)) }
    }
    if let open { try close(open, in: writer) }
    report(.sharding(faces: faces, of: faces))
  }

  private func close(_ identity: OpenIdentity, in writer: DatasetWriter) throws {
    let name = TreePath(text: identity.identity).flatMap { names[$0] }
    try writer.write(
      IdentityRecord(
        label: identity.label, identity: identity.identity, name: name ?? identity.identity,
        source: identity.source, split: .train, first: identity.first, faces: identity.faces))
  }
}

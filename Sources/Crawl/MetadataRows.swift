/// The rows of a raw tree's metadata: file by file as the layout names them, each in its order,
/// without malformed and duplicate lines.
public struct MetadataRows: RandomAccessCollection, Sendable {
  let metadata: Metadata

  /// 0.
  public var startIndex: Int { 0 }
  /// How many rows there are.
  public var endIndex: Int { metadata.store.rows.count }

  /// The row at a place.
  public subscript(place: Int) -> MetadataRow {
    let (store, layout) = (metadata.store, metadata.layout)
    let row = store.rows[place]
    let file = layout.metadata[Int(row.table)]
    let image = Array(store.image(row))
    return MetadataRow(
      line: Metadata.Line(file: file.path, number: Int(row.line)),
      image: TreePath(file.image.takesAnyExtension ? image + Array(".*".utf8) : image),
      name: store.name(row).text, identity: Metadata.identity(of: row, layout, store),
      face: store.face(row).text, box: row.box,
      sha256: RowStore.hexadecimal(store.digest(row)))
  }
}

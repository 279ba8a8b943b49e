extension Metadata {
  /// The rows: file by file, each in its order, without malformed and duplicate lines.
  public var rows: MetadataRows { MetadataRows(metadata: self) }

  /// The places of the rows with that SHA-256, in order: the photographs that a file with it is.
  ///
  /// - Parameter sha256: Its 64 hexadecimal digits.
  public func rows(withSHA256 sha256: String) -> [Int] {
    Array(store.places(sha256: sha256))
  }

  /// The places of the rows about a file, in order.
  public func rows(of path: TreePath) -> [Int] {
    let whole = store.places(image: path.bytes[...])
    let start = (path.bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
    // The dot that a hidden file's name begins with begins no extension.
    guard let dot = path.bytes[start...].dropFirst().lastIndex(of: UInt8(ascii: ".")) else {
      return Array(whole)
    }
    let stem = store.places(image: path.bytes[..<dot]).filter {
      layout.metadata[Int(store.rows[$0].table)].image.takesAnyExtension
    }
    return whole.isEmpty ? stem : (whole + stem).sorted()
  }

  /// The faces that the metadata has in a file, in the order of their ids; ids that are numbers
  /// come first, by their values.
  ///
  /// A table with neither boxes nor faces' ids is about whole files: its row is a face only where
  /// no other table has one in the file.
  public func labels(of path: TreePath) -> [FaceLabel] {
    faces(of: path).map(\.label)
  }

  /// A labelled face, and who it is where the metadata says so.
  struct Face {
    let label: FaceLabel
    let identity: TreePath?
  }

  func faces(of path: TreePath) -> [Face] {
    let all = rows(of: path)
    if all.isEmpty { return [] }
    let isParticular = all.map {
      let file = layout.metadata[Int(store.rows[$0].table)]
      return file.box != nil || file.face != nil
    }
    let hasParticular = isParticular.contains(true)
    let places = zip(all, isParticular).filter { $0.1 == hasParticular }.map(\.0)
    let general = zip(all, isParticular).filter { $0.1 != hasParticular }.map { store.rows[$0.0] }
    let digest = general.lazy.map { store.digest($0) }.first { !$0.isEmpty } ?? []
    let identity = general.lazy.map { store.identity($0) }.first { !$0.isEmpty } ?? []
    let boxes = LabelledBoxes(store, places, digest)
    let faces = zip(places, ids(places)).map { place, id in
      let row = store.rows[place]
      let label = FaceLabel(
        row: place, face: id, box: row.box,
        sha256: RowStore.hexadecimal(store.digest(row).nonEmpty ?? digest),
        rivals: boxes.rivals(of: row))
      let identity = store.identity(row).nonEmpty ?? identity
      return Face(label: label, identity: identity.nonEmpty.map { TreePath(Array($0)) })
    }
    return faces.sorted { FaceID($0.label.face) < FaceID($1.label.face) }
  }

  /// The rows' own ids where they have them and they differ, and otherwise the rows' numbers.
  private func ids(_ places: [Int]) -> [String?] {
    let ids = places.map { store.face(store.rows[$0]) }
    let areDistinct = Set(ids).count == ids.count && !ids.contains(where: \.isEmpty)
    if ids.count == 1 || areDistinct { return ids.map(\.text) }
    return ids.indices.map { "\($0 + 1)" }
  }
}

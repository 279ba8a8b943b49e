/// Where the labelled faces of one file are, and of files with the same SHA-256.
struct LabelledBoxes {
  private let store: RowStore
  private let general: ArraySlice<UInt8>
  /// By the SHA-256: rows of one file may have several, of which one at most is right.
  private var boxes: [ArraySlice<UInt8>: [LabelBox]] = [:]

  init(_ store: RowStore, _ places: [Int], _ general: ArraySlice<UInt8>) {
    self.store = store
    self.general = general
    let own = places.compactMap { store.rows[$0].box }
    for place in places {
      let digest = store.digest(store.rows[place]).nonEmpty ?? general
      if boxes[digest] != nil { continue }
      let others = digest.isEmpty ? [] : store.places(digest: digest).prefix(Metadata.mostFaces)
      boxes[digest] = Set(own + others.compactMap { store.rows[$0].box }).sorted()
    }
  }

  func rivals(of row: RowStore.Row) -> [LabelBox] {
    (boxes[store.digest(row).nonEmpty ?? general] ?? []).filter { $0 != row.box }
  }
}

/// The rows of a tree's metadata, and where to find them by their files and by their SHA-256.
///
/// Texts lie in one buffer and a row takes 64 bytes beside it, because a dataset may have millions.
struct RowStore: Sendable {
  /// What a row says, apart from its texts.
  struct Row: Sendable {
    /// Where its texts begin: image, face, name, identity, and the 32 bytes of its SHA-256.
    var start = 0
    var imageCount: UInt16 = 0
    var faceCount: UInt16 = 0
    var nameCount: UInt16 = 0
    var identityCount: UInt16 = 0
    var hasSHA256 = false
    /// The number of its table among the layout's.
    let table: UInt16
    /// The number of its line, from 1.
    let line: UInt32
    /// Where the face is.
    var box: LabelBox?
  }

  var rows: [Row] = []
  var texts: [UInt8] = []
  /// The rows in the order of their images, and those with a SHA-256 in the order of that; rows
  /// that are alike in it come in their own order.
  var byImage: [Int] = []
  var bySHA256: [Int] = []

  static let bytesOfSHA256 = 32
}

extension RowStore {
  private func text(_ row: Row, after skipped: Int, _ count: Int) -> ArraySlice<UInt8> {
    texts[row.start + skipped..<row.start + skipped + count]
  }

  /// The path of the file that a row is about, without its extension where any is meant.
  func image(_ row: Row) -> ArraySlice<UInt8> {
    text(row, after: 0, Int(row.imageCount))
  }

  /// What tells the face from others of its file; empty where the row does not say.
  func face(_ row: Row) -> ArraySlice<UInt8> {
    text(row, after: Int(row.imageCount), Int(row.faceCount))
  }

  /// The person's name; empty where the row does not say.
  func name(_ row: Row) -> ArraySlice<UInt8> {
    text(row, after: Int(row.imageCount) + Int(row.faceCount), Int(row.nameCount))
  }

  /// Who it is; empty where the row does not say.
  func identity(_ row: Row) -> ArraySlice<UInt8> {
    let skipped = Int(row.imageCount) + Int(row.faceCount) + Int(row.nameCount)
    return text(row, after: skipped, Int(row.identityCount))
  }

  /// The 32 bytes of the SHA-256; empty where the row has none.
  func digest(_ row: Row) -> ArraySlice<UInt8> {
    let skipped =
      Int(row.imageCount) + Int(row.faceCount) + Int(row.nameCount) + Int(row.identityCount)
    return text(row, after: skipped, row.hasSHA256 ? Self.bytesOfSHA256 : 0)
  }

  /// What a row says of a face, by which two rows of one file are the same or are not.
  struct Meaning: Hashable {
    private let box: LabelBox?
    private let face: ArraySlice<UInt8>
    private let identity: ArraySlice<UInt8>
    private let digest: ArraySlice<UInt8>

    init(_ row: Row, in store: RowStore) {
      box = row.box
      face = store.face(row)
      identity = store.identity(row)
      digest = store.digest(row)
    }
  }
}

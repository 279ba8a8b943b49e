/// Writes MXNet's RecordIO with an index, as InsightFace's scripts make it and read it: for each split
/// `train.rec` and `train.idx`, the file `property` with the number of labels and the faces' size,
/// and `train.jsonl` with the manifest's lines.
///
/// Record 0 says which records are of identities: the first, and the one past the last. Records 1 to
/// n are the faces, with the label. Then comes a record for each identity, which says which records
/// are its faces: the first, and the one past the last.
final class RecordIOWriter: ExportWriter {
  private let files: ExportFiles
  private let identities: [ExportIdentity]
  private let size: Int
  private let parts: [ExportPart]
  private var part: ExportPart?

  /// The last record that a 32-bit float counts up to.
  static let limit = 1 << 24

  /// - Parameters:
  ///   - files: Where to write.
  ///   - identities: Those of the dataset, by label.
  ///   - size: A face's edge in pixels.
  ///   - parts: Everything that is written.
  init(
    _ files: ExportFiles, identities: [ExportIdentity], size: Int, parts: [ExportPart]
  ) {
    self.files = files
    self.identities = identities
    self.size = size
    self.parts = parts
  }

  func begin(_ part: ExportPart) throws(FileFault) {
    self.part = part
    if part.isFirst {
      let first = firstIdentity(in: part.split)
      let label = [first, first + ranges(in: part.split).count]
      try write(RecordIO.record(0, labels: label), 0, in: part.split)
    }
  }

  func add(_ face: ExportedFace) throws(FileFault) {
    guard let split = part?.split else { return }
    let record = RecordIO.record(face.place + 1, label: face.record.label, image: face.image)
    try write(record, face.place + 1, in: split)
    try files.growing("\(split.rawValue).jsonl").write(face.line + [UInt8(ascii: "\n")])
  }

  func end() throws(FileFault) {
    guard let part, part.isLast else { return }
    let split = part.split
    for (index, rows) in ranges(in: split).enumerated() {
      let number = firstIdentity(in: split) + index
      let label = [rows.lowerBound + 1, rows.upperBound + 1]
      try write(RecordIO.record(number, labels: label), number, in: split)
    }
    for fileExtension in ["rec", "idx", "jsonl"] {
      try files.finishGrowing("\(split.rawValue).\(fileExtension)")
    }
    let property = try files.create("property")
    try property.write("\(identities.count),\(size),\(size)\n".utf8)
    try files.finish("property", property)
  }

  /// The first record that is of an identity.
  private func firstIdentity(in split: Split) -> Int {
    parts.filter { $0.split == split }.reduce(1) { $0 + $1.shard.faces }
  }

  private func write(_ record: [UInt8], _ number: Int, in split: Split) throws(FileFault) {
    let records = try files.growing("\(split.rawValue).rec")
    try files.growing("\(split.rawValue).idx").write("\(number)\t\(records.length)\n".utf8)
    try records.write(record)
  }

  /// The rows of each identity that has some in a split; none where rows are shuffled, because there
  /// an identity's are not in one piece.
  private func ranges(in split: Split) -> [Range<Int>] {
    identities.flatMap(\.rows).filter { $0.split == split && $0.faces > 0 }.compactMap { rows in
      rows.first.map { $0..<$0 + rows.faces }
    }
  }
}

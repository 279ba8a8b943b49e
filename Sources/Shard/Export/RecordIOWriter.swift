/// Writes MXNet's RecordIO with an index, as InsightFace's scripts make it and read it: for each split
/// `train.rec` and `train.idx`, the file `property` with the number of labels and the faces' size,
/// and `train.jsonl` with the manifest's lines.
///
/// Records 1 to n are the faces, with the label. Then comes record 0, which says which records are of
/// identities: the first, and the one past the last. These follow, and each says which records are
/// its faces, likewise. That is what face2rec2.py makes.
///
/// Where rows are shuffled, an identity's are not in one piece. Then records 0 to n - 1 are the faces
/// and there are no others, which is what shuffle_rec.py makes.
final class RecordIOWriter: ExportWriter {
  private let files: ExportFiles
  private let identities: [ExportIdentity]
  private let size: Int
  private let parts: [ExportPart]
  /// Whether each identity's rows are in one piece.
  private let hasRanges: Bool
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
    hasRanges = identities.flatMap(\.rows).allSatisfy { $0.first != nil }
  }

  func begin(_ part: ExportPart) throws(FileFault) {
    self.part = part
  }

  func add(_ face: ExportedFace) throws(FileFault) {
    guard let split = part?.split else { return }
    let number = face.place + (hasRanges ? 1 : 0)
    let record = RecordIO.record(number, label: face.record.label, image: face.image)
    try write(record, number, in: split)
    try files.growing("\(split.rawValue).jsonl").write(face.line + [UInt8(ascii: "\n")])
  }

  func end() throws(FileFault) {
    guard let part, part.isLast else { return }
    if hasRanges { try writeRanges(in: part.split) }
    for fileExtension in ["rec", "idx", "jsonl"] {
      try files.finishGrowing("\(part.split.rawValue).\(fileExtension)")
    }
    let property = try files.create("property")
    try property.write("\(identities.count),\(size),\(size)\n".utf8)
    try files.finish("property", property)
  }

  /// Writes record 0 and those of identities.
  private func writeRanges(in split: Split) throws(FileFault) {
    let first = firstIdentity(in: split)
    let ranges = ranges(in: split)
    try write(RecordIO.record(0, labels: [first, first + ranges.count]), 0, in: split)
    for (index, rows) in ranges.enumerated() {
      let label = [rows.lowerBound + 1, rows.upperBound + 1]
      try write(RecordIO.record(first + index, labels: label), first + index, in: split)
    }
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

  /// The rows of each identity that has some in a split.
  private func ranges(in split: Split) -> [Range<Int>] {
    identities.flatMap(\.rows).filter { $0.split == split && $0.faces > 0 }.compactMap { rows in
      rows.first.map { $0..<$0 + rows.faces }
    }
  }
}

/// Writes one split's faces into shards of equal size, the last one smaller.
final class SplitWriter {
  private struct OpenShard {
    let index: Int
    let tensor: OutputFile
    let manifest: OutputFile
    let faces: Int
    var written = 0
  }

  private let folder: String
  private let split: Split
  private let size: Int
  private let shardSize: Int
  let total: Int
  private var open: OpenShard?
  private(set) var shards: [DatasetDescription.Shard] = []
  private(set) var written = 0

  init(folder: String, split: Split, size: Int, shardSize: Int, total: Int) {
    self.folder = folder
    self.split = split
    self.size = size
    self.shardSize = shardSize
    self.total = total
  }

  private var shardCount: Int { (total + shardSize - 1) / shardSize }

  /// Adds a face and says where it went.
  ///
  /// - Precondition: Fewer than `total` faces were added.
  func write(_ rgb: [UInt8], of origin: FaceOrigin, label: Int) throws(FileFault) -> FaceRecord {
    precondition(written < total, "a face more than were announced")
    precondition(rgb.count == 3 * size * size, "a face of another size")
    var shard: OpenShard
    if let open { shard = open } else { shard = try nextShard() }
    let record = FaceRecord(
      shard: split.shardPaths(shard.index, of: shardCount).tensor, row: shard.written,
      label: label, origin: origin)
    try shard.tensor.write(rgb)
    try shard.manifest.write(record.json)
    shard.written += 1
    written += 1
    open = shard
    if shard.written == shard.faces { try close(shard) }
    return record
  }

  private func nextShard() throws(FileFault) -> OpenShard {
    let index = shards.count
    let faces = min(shardSize, total - index * shardSize)
    let paths = split.shardPaths(index, of: shardCount)
    let shard = OpenShard(
      index: index, tensor: try OutputFile("\(folder)/\(paths.tensor)"),
      manifest: try OutputFile("\(folder)/\(paths.manifest)"), faces: faces)
    try shard.tensor.write(NPYHeader(shape: [faces, size, size, 3]).bytes)
    return shard
  }

  private func close(_ shard: OpenShard) throws(FileFault) {
    let paths = split.shardPaths(shard.index, of: shardCount)
    shards.append(
      DatasetDescription.Shard(
        tensor: paths.tensor, manifest: paths.manifest, faces: shard.faces,
        tensorSHA256: try shard.tensor.finish(), manifestSHA256: try shard.manifest.finish()))
    open = nil
  }
}

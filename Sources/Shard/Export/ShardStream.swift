/// Reads a shard from its start, pixels and manifest side by side, and compares both with
/// dataset.json.
public final class ShardStream {
  /// Faces as the shard holds them, in the order of the rows.
  public struct Chunk: Sendable {
    /// The row of the first.
    public let firstRow: Int
    /// The pixels, `[faces, size, size, 3]`.
    public let rgb: [UInt8]
    /// The lines of the manifest, without their line feeds.
    public let lines: [[UInt8]]
  }

  private let folder: String
  private let shard: DatasetDescription.Shard
  private let faceBytes: Int
  private let tensor: InputFile
  private let tensorDigest = SHA256()
  private let manifest: InputFile
  private let manifestDigest = SHA256()
  private var splitter = LineSplitter()
  private var lines: [[UInt8]] = []
  private var row = 0
  private var tensorOffset: Int
  private var manifestOffset = 0
  private static let portion = 1 << 18

  /// Opens a shard of a dataset whose faces have `size` x `size` pixels.
  ///
  /// - Throws: ``FileFault`` if a file cannot be opened, or the tensor is not one of as many faces.
  public init(
    _ shard: DatasetDescription.Shard, in folder: String, size: Int
  ) throws(FileFault) {
    self.folder = folder
    self.shard = shard
    faceBytes = 3 * size * size
    let path = "\(folder)/\(shard.tensor)"
    tensor = try InputFile(path)
    manifest = try InputFile("\(folder)/\(shard.manifest)")
    let header = NPYHeader(shape: [shard.faces, size, size, 3])
    tensorOffset = header.bytes.count
    guard tensor.size == header.bytes.count + header.payload,
      try tensor.bytes(at: 0, count: header.bytes.count) == header.bytes
    else { throw FileFault(path, .read, .malformed) }
    header.bytes.withUnsafeBytes(tensorDigest.update)
  }

  /// The next faces, at most `count`; none at the end.
  ///
  /// - Throws: ``FileFault`` if they cannot be read, or are not what dataset.json says.
  public func next(_ count: Int) throws(FileFault) -> Chunk? {
    let count = min(count, shard.faces - row)
    if count == 0 {
      try checkEnd()
      return nil
    }
    let rgb = try tensor.bytes(at: tensorOffset, count: count * faceBytes)
    rgb.withUnsafeBytes(tensorDigest.update)
    tensorOffset += rgb.count
    while lines.count < count, try readLines() {}
    if lines.count < count { throw malformedManifest }
    defer {
      lines.removeFirst(count)
      row += count
    }
    return Chunk(firstRow: row, rgb: rgb, lines: Array(lines[..<count]))
  }

  /// Reads a portion of the manifest; false at its end.
  private func readLines() throws(FileFault) -> Bool {
    let count = min(Self.portion, manifest.size - manifestOffset)
    if count == 0 { return false }
    let bytes = try manifest.bytes(at: manifestOffset, count: count)
    manifestOffset += count
    var isTooLong = false
    bytes.withUnsafeBytes { portion in
      manifestDigest.update(portion)
      splitter.add(portion) { line in
        if case .bytes(let bytes) = line { lines.append(bytes) } else { isTooLong = true }
      }
    }
    if isTooLong { throw malformedManifest }
    return true
  }

  private func checkEnd() throws(FileFault) {
    while try readLines() {}
    guard lines.isEmpty, !splitter.hasRest, manifestDigest.finish() == shard.manifestSHA256 else {
      throw malformedManifest
    }
    if tensorDigest.finish() != shard.tensorSHA256 {
      throw FileFault("\(folder)/\(shard.tensor)", .read, .malformed)
    }
  }

  private var malformedManifest: FileFault {
    FileFault("\(folder)/\(shard.manifest)", .read, .malformed)
  }
}

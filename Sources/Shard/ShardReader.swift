/// Reads single faces out of a tensor.
public final class ShardReader {
  /// How many faces there are.
  public let faces: Int
  private let path: String
  private let file: InputFile
  private let faceBytes: Int
  private let start: Int

  /// Opens a tensor of faces of `size` x `size` pixels.
  ///
  /// - Throws: ``FileFault`` if it cannot be opened, or is no tensor of such faces.
  public init(_ path: String, size: Int) throws(FileFault) {
    self.path = path
    file = try InputFile(path)
    faceBytes = 3 * size * size
    // A header's length doesn't depend on the number of faces, within what shards can have.
    start = NPYHeader(shape: [1, size, size, 3]).bytes.count
    faces = (file.size - start) / faceBytes
    let header = NPYHeader(shape: [faces, size, size, 3]).bytes
    guard faces > 0, file.size == start + faces * faceBytes,
      try file.bytes(at: 0, count: header.count) == header
    else { throw FileFault(path, .read, .malformed) }
  }

  /// The pixels of a row, `[size, size, 3]`.
  ///
  /// - Throws: ``FileFault`` if they cannot be read, or there is no such row.
  public func face(_ row: Int) throws(FileFault) -> [UInt8] {
    guard (0..<faces).contains(row) else { throw FileFault(path, .read, .malformed) }
    return try file.bytes(at: start + row * faceBytes, count: faceBytes)
  }
}

import Glibc
import Shard

/// Reads the pixels of a catalog's faces, wherever they are, and makes sure that they are those
/// that were aligned.
final class FacePixels {
  private let stored: Statement
  private let dataset: String
  private let size: Int
  /// The tensor that was read last. The faces come in the order that they have in tensors.
  private var open: (shard: String, reader: ShardReader)?

  /// - Parameters:
  ///   - catalog: The run's own catalog.
  ///   - dataset: The folder of the dataset that is published now.
  ///   - size: A face's edge in pixels.
  init(_ catalog: Catalog, dataset: String, size: Int) throws(Database.Failure) {
    stored = try catalog.prepare("SELECT rgb FROM pixels WHERE face = ?")
    self.dataset = dataset
    self.size = size
  }

  /// A face's pixels, `[size, size, 3]`.
  ///
  /// - Throws: ``JobError/damaged(path:problem:)`` where they are not what they were.
  func pixels(of row: FaceRows.Row) throws -> [UInt8] {
    let (rgb, path) = try read(row)
    guard SHA256.hexadecimal(of: rgb) == row.pixelsSHA256 else {
      throw JobError.damaged(path: path, problem: "the face of '\(row.origin.path)' has changed")
    }
    return rgb
  }

  private func read(_ row: FaceRows.Row) throws -> (rgb: [UInt8], path: String) {
    switch row.place {
    case .here:
      try stored.bind([.integer(row.id)])
      let rgb = try stored.step() ? stored.blob(0) : nil
      stored.reset()
      return (rgb ?? [], stored.database.path)
    case .published(let shard, let number):
      let path = "\(dataset)/\(shard)"
      let rgb = try JobError.noticingDamage { () throws(FileFault) in
        try reader(of: shard, at: path).face(number)
      }
      return (rgb, path)
    }
  }

  private func reader(of shard: String, at path: String) throws(FileFault) -> ShardReader {
    if let open, open.shard == shard { return open.reader }
    let reader = try ShardReader(path, size: size)
    open = (shard, reader)
    return reader
  }
}

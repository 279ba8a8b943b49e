import Glibc
import Shard

/// Reads the pixels of a catalog's faces, wherever they are, and makes sure that they are those
/// that were aligned.
final class FacePixels {
  private let stored: Statement
  private let dataset: String
  private let size: Int
  private var shards: [String: ShardReader] = [:]

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
      do throws(FileFault) {
        let reader: ShardReader
        if let known = shards[shard] { reader = known } else { reader = try open(shard, at: path) }
        return (try reader.face(number), path)
      } catch {
        throw JobError.damaged(path: path, problem: error.problem)
      }
    }
  }

  private func open(_ shard: String, at path: String) throws(FileFault) -> ShardReader {
    let reader = try ShardReader(path, size: size)
    shards[shard] = reader
    return reader
  }
}

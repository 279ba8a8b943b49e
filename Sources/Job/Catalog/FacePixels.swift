import Glibc
import Shard

/// Reads the pixels of a catalog's faces, wherever they are, and makes sure that they are those
/// that were aligned.
final class FacePixels {
  private let stored: Statement
  private let dataset: String
  private let size: Int
  /// The tensors that were read last, the last one at the end. Faces mostly come in the order that
  /// they have in tensors; where rows are shuffled, or are no more, they come from all of them.
  private var open: [(shard: String, reader: ShardReader)] = []
  /// How many tensors are open at once: far less than the files that every system allows.
  private static let mostOpen = 32

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
    if let last = open.last, last.shard == shard { return last.reader }
    if let index = open.firstIndex(where: { $0.shard == shard }) {
      open.append(open.remove(at: index))
      return open[open.count - 1].reader
    }
    let reader = try ShardReader(path, size: size)
    if open.count == Self.mostOpen { open.removeFirst() }
    open.append((shard, reader))
    return reader
  }
}

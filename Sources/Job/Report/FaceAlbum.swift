import Align
import Dispatch
import Report
import Shard

/// Makes pictures and means of a dataset's faces, in one pass through its pixels.
final class FaceAlbum {
  private let dataset: String
  private let size: Int
  private let places: Statement
  private let stored: Statement
  private let interruption: Interruption
  private var wishes: [Int: Wish] = [:]
  private var sums: [FaceSum] = []
  private var pictures: [Order: Picture] = [:]

  /// libjpeg's scale.
  private static let quality = 78

  /// What is wanted of a face.
  private struct Wish {
    /// Pictures, by their edges.
    var edges: Set<Int> = []
    /// Means that it is a part of.
    var sums: [Int] = []
  }

  /// A picture of a face.
  struct Order: Hashable {
    /// The face's row in the catalog.
    let face: Int
    /// The picture's edge, in pixels; a face that is smaller stays so.
    let edge: Int
  }

  /// - Parameters:
  ///   - catalog: The catalog of the dataset.
  ///   - dataset: Its folder.
  ///   - size: A face's edge, in pixels.
  init(
    _ catalog: Database, dataset: String, size: Int, interruption: Interruption
  ) throws(Database.Failure) {
    self.dataset = dataset
    self.size = size
    self.interruption = interruption
    places = try catalog.prepare("SELECT shard, \"row\" FROM faces WHERE id = ?")
    stored = try catalog.prepare("SELECT rgb FROM pixels WHERE face = ?")
  }

  /// Wants a picture of a face.
  func want(_ face: Int, edge: Int) { wishes[face, default: Wish()].edges.insert(edge) }

  /// Wants the mean of some faces, and gives its number.
  func wantMean(of faces: [Int]) -> Int {
    sums.append(FaceSum(count: 3 * size * size))
    for face in faces { wishes[face, default: Wish()].sums.append(sums.count - 1) }
    return sums.count - 1
  }

  /// The picture of a face that was wanted, after ``develop()``.
  func picture(of face: Int, edge: Int) -> Picture? { pictures[Order(face: face, edge: edge)] }

  /// The mean of some faces, after ``develop()``; nil without faces.
  func mean(_ number: Int) throws -> Picture? { try sums[number].mean.map(picture) }

  /// How much the faces of a mean differ, after ``develop()``: black where they are the same, white
  /// where the deviation is ``FaceSum/whiteDeviation`` levels or more. Nil without faces.
  func deviation(_ number: Int) throws -> Picture? { try sums[number].deviation.map(picture) }

  private func picture(_ rgb: [UInt8]) throws -> Picture {
    try Self.picture(of: PixelImage(width: size, height: size, rgb: rgb), edge: Self.meanEdge, 90)
  }

  /// How large means are, in pixels, at most.
  private static let meanEdge = 192
  /// How many bytes of pixels are held at once.
  private static let chunkBytes = 16 << 20

  /// Makes all that is wanted.
  ///
  /// - Throws: `FileFault` or ``Database/Failure`` where pixels cannot be read.
  func develop() throws {
    var located: [(face: Int, shard: String, row: Int)] = []
    for face in wishes.keys.sorted() {
      try places.bind([.integer(face)])
      guard try places.step() else { continue }
      located.append((face, places.text(0), places.integer(1)))
    }
    places.reset()
    // As they lie on the disk.
    located.sort { ($0.shard, $0.row, $0.face) < ($1.shard, $1.row, $1.face) }
    let step = max(16, Self.chunkBytes / (3 * size * size))
    var reader: (shard: String, reader: ShardReader)?
    for start in stride(from: 0, to: located.count, by: step) {
      if interruption.isRequested {
        throw JobError.interrupted("while the report was made")
      }
      var chunk: [(face: Int, rgb: [UInt8])] = []
      for (face, shard, row) in located[start..<min(start + step, located.count)] {
        if shard.isEmpty {
          chunk.append((face, try storedPixels(of: face)))
          continue
        }
        if reader?.shard != shard {
          reader = (shard, try ShardReader("\(dataset)/\(shard)", size: size))
        }
        if let reader { chunk.append((face, try reader.reader.face(row))) }
      }
      for (face, rgb) in chunk {
        for sum in wishes[face]?.sums ?? [] { sums[sum].add(rgb) }
      }
      try encode(chunk)
    }
    wishes = [:]
  }

  private func storedPixels(of face: Int) throws -> [UInt8] {
    try stored.bind([.integer(face)])
    defer { stored.reset() }
    guard try stored.step(), let rgb = stored.blob(0), rgb.count == 3 * size * size else {
      throw Database.Failure(
        path: stored.database.path, message: "the pixels of face \(face) are missing",
        isDamage: true)
    }
    return rgb
  }

  private func encode(_ chunk: [(face: Int, rgb: [UInt8])]) throws {
    let jobs = chunk.flatMap { face, rgb in
      (wishes[face]?.edges ?? []).sorted().map { (order: Order(face: face, edge: $0), rgb: rgb) }
    }
    let size = size
    // Each iteration has an element of its own.
    let results = [Result<Picture, any Error>?](unsafeUninitializedCapacity: jobs.count) {
      buffer, initialized in
      nonisolated(unsafe) let elements = buffer
      elements.initialize(repeating: nil)
      DispatchQueue.concurrentPerform(iterations: jobs.count) { index in
        elements[index] = Result {
          try Self.picture(
            of: PixelImage(width: size, height: size, rgb: jobs[index].rgb),
            edge: jobs[index].order.edge, Self.quality)
        }
      }
      initialized = jobs.count
    }
    for (job, result) in zip(jobs, results) {
      if let result { pictures[job.order] = try result.get() }
    }
  }

  private static func picture(
    of image: PixelImage, edge: Int, _ quality: Int
  ) throws(VisionFault) -> Picture {
    let small = try image.fitting(edge: edge)
    return Picture(
      width: small.width, height: small.height, jpeg: try small.jpeg(quality: quality))
  }
}

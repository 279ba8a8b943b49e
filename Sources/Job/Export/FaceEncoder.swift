import Align
import Dispatch
import Shard
import Synchronization

/// Encodes the faces of a shard, several at once.
struct FaceEncoder: Sendable {
  let size: Int
  let encoding: FaceEncoding
  let identities: [ExportIdentity]
  /// How many faces are encoded at once.
  let jobs: Int

  /// Why a face cannot be exported.
  enum Failure: Error {
    /// A line of the manifest is not of the row that it stands for.
    case line(number: Int, manifest: String)
    /// The library that encodes refused.
    case encoding(VisionFault)
  }

  /// A chunk whose faces are being encoded.
  final class Encoding: Sendable {
    private let next = Atomic(0)
    /// Used in `queue` alone, which ThreadSanitizer knows, as it does not know a Mutex.
    private nonisolated(unsafe) var results: [(Int, Result<ExportedFace, any Error>)] = []
    private let queue = DispatchQueue(label: "encoded faces")
    private let group = DispatchGroup()

    fileprivate init(
      of count: Int, jobs: Int, _ face: @escaping @Sendable (Int) throws -> ExportedFace
    ) {
      DispatchQueue.global().async(group: group) { [self] in
        DispatchQueue.concurrentPerform(iterations: jobs) { _ in
          var own: [(Int, Result<ExportedFace, any Error>)] = []
          while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            if index >= count { break }
            own.append((index, Result { try face(index) }))
          }
          queue.sync { results += own }
        }
      }
    }

    /// Waits for all faces, and gives them in the order of the rows.
    ///
    /// - Throws: ``Failure`` of the first that cannot be exported.
    func faces() throws -> [ExportedFace] {
      group.wait()
      return try queue.sync { results }.sorted { $0.0 < $1.0 }.map { try $1.get() }
    }
  }

  /// Begins to encode a chunk of a part, on other threads.
  func begin(_ chunk: ShardStream.Chunk, of part: ExportPart) -> Encoding {
    Encoding(of: chunk.lines.count, jobs: jobs) { index in
      try face(index, of: chunk, part)
    }
  }

  private func face(
    _ index: Int, of chunk: ShardStream.Chunk, _ part: ExportPart
  ) throws -> ExportedFace {
    let row = chunk.firstRow + index
    let line = chunk.lines[index]
    guard let record = FaceRecord(manifestLine: line), record.row == row,
      record.shard == part.shard.tensor, identities.indices.contains(record.label)
    else { throw Failure.line(number: row + 1, manifest: part.shard.manifest) }
    let bytes = 3 * size * size
    let rgb = Array(chunk.rgb[index * bytes..<(index + 1) * bytes])
    return ExportedFace(
      place: part.first + row, record: record, identity: identities[record.label].member.identity,
      line: line, image: try image(rgb))
  }

  private func image(_ rgb: [UInt8]) throws -> [UInt8] {
    do throws(VisionFault) {
      let image = PixelImage(width: size, height: size, rgb: rgb)
      return switch encoding {
      case .pixels: rgb
      case .png: try image.fastPNG()
      case .jpeg(let quality): try image.jpeg(quality: quality)
      }
    } catch {
      throw Failure.encoding(error)
    }
  }
}

import Shard

/// Copies parts of a dataset into an export.
///
/// While a chunk of faces is encoded, the one before is written and the next one is read.
final class PartCopy {
  private let job: ExportJob
  private let source: ExportJob.Source
  private let writer: any ExportWriter
  private let encoder: FaceEncoder
  private let interruption: Interruption
  private let report: (JobEvent) -> Void
  /// How many faces were there before this run.
  private let before: Int
  /// How many faces are written.
  private var done: Int
  /// How many of them are in whole parts, and stay when the run is ended.
  private var kept: Int

  /// How many bytes of pixels are worked on at once, about.
  private static let chunkBytes = 4 << 20

  init(
    job: ExportJob, source: ExportJob.Source, writer: any ExportWriter,
    identities: [ExportIdentity], done: Int, interruption: Interruption,
    report: @escaping (JobEvent) -> Void
  ) {
    self.job = job
    self.source = source
    self.writer = writer
    self.interruption = interruption
    self.report = report
    before = done
    self.done = done
    kept = done
    encoder = FaceEncoder(
      size: source.dataset.size, encoding: job.settings.encoding, identities: identities,
      jobs: job.settings.jobs)
  }

  /// Copies a part.
  ///
  /// - Throws: ``JobError`` if the user ends the run, or the dataset is damaged; `FileFault` if something
  ///   cannot be written.
  func run(_ part: ExportPart) throws {
    let size = source.dataset.size
    let stream = try job.readingDataset(source) { () throws(FileFault) in
      try ShardStream(part.shard, in: job.folder, size: size)
    }
    let count = max(encoder.jobs, Self.chunkBytes / (3 * size * size))
    func next() throws -> ShardStream.Chunk? {
      try job.readingDataset(source) { () throws(FileFault) in try stream.next(count) }
    }
    try writer.begin(part)
    var encoded: [ExportedFace] = []
    var chunk = try next()
    while let current = chunk {
      let encoding = encoder.begin(current, of: part)
      try write(encoded)
      chunk = try next()
      encoded = try faces(of: encoding)
    }
    try write(encoded)
    try writer.end()
    kept = done
  }

  private func write(_ faces: [ExportedFace]) throws {
    for face in faces { try writer.add(face) }
    done += faces.count
    report(.exporting(faces: done, of: source.faces, before: before))
    if interruption.isRequested {
      throw JobError.interrupted("with \(kept) of \(source.faces) faces in whole shards")
    }
  }

  private func faces(of encoding: FaceEncoder.Encoding) throws -> [ExportedFace] {
    do {
      return try encoding.faces()
    } catch FaceEncoder.Failure.line(let number, let manifest) {
      throw try job.damage(
        source, "\(job.folder)/\(manifest)", "line \(number) is not of the row that it stands for")
    } catch FaceEncoder.Failure.encoding(let fault) {
      throw JobError.output(path: job.folder, problem: "a face cannot be encoded: \(fault)")
    }
  }
}

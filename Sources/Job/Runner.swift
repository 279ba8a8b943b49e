import Align
import Crawl
import Foundation
import Shard

/// Aligns all images that wait in a catalog: workers on threads, and one writer, which is the
/// caller's thread.
struct Runner {
  let catalog: Catalog
  let faces: FaceFile
  let workers: [Worker]
  let interruption: Interruption
  let report: (JobEvent) -> Void

  /// How many images a worker has waiting or finished, so that it is never idle and memory does
  /// not grow with the number of images.
  static let imagesPerWorker = 4
  /// How many images, or seconds, one commit holds: what a kill can lose.
  private static let batch = (images: 256, seconds: 1.0)
  /// How often, in seconds, the writer looks up from an idle queue.
  private static let tick = 0.1

  /// Runs to the end, or until it is interrupted.
  @discardableResult
  func run() throws -> AlignProgress {
    let tasks = WorkQueue<ImageTask>()
    let results = WorkQueue<Result<ImageResult, JobError>>()
    let group = DispatchGroup()
    defer {
      tasks.abandon()
      group.wait()
    }
    for (started, worker) in workers.enumerated() {
      do throws(Worker.Refusal) {
        try worker.start(tasks, results, in: group)
      } catch {
        throw JobError.workers(started: started, of: workers.count, code: error.code)
      }
    }
    return try feedAndWrite(tasks, results)
  }

  private func feedAndWrite(
    _ tasks: WorkQueue<ImageTask>, _ results: WorkQueue<Result<ImageResult, JobError>>
  ) throws -> AlignProgress {
    var progress = AlignProgress(total: try catalog.count().pending)
    var waiting = PendingImages(catalog)
    var batch = Batch(catalog: catalog, faces: faces)
    var inFlight = 0
    while true {
      if interruption.isRequested { inFlight -= tasks.abandon() }
      while inFlight < workers.count * Self.imagesPerWorker, !interruption.isRequested,
        let task = try waiting.next()
      {
        tasks.push(task)
        inFlight += 1
      }
      if inFlight == 0 { break }
      if let popped = results.pop(until: Date(timeIntervalSinceNow: Self.tick)) {
        let result = try popped.get()
        inFlight -= 1
        try batch.write(result)
        switch result.outcome {
        case .face: progress.aligned += 1
        case .rejected: progress.rejected += 1
        }
      }
      if batch.count >= Self.batch.images || batch.age >= Self.batch.seconds { try batch.commit() }
      report(.aligning(progress))
    }
    try batch.commit()
    if interruption.isRequested {
      throw JobError.interrupted("after \(progress.done) of \(progress.total) images")
    }
    return progress
  }
}

/// The images that wait, a page of the catalog at a time.
private struct PendingImages {
  private let catalog: Catalog
  private var page: ArraySlice<ImageTask> = []
  private var last = 0
  private var isDone = false

  init(_ catalog: Catalog) {
    self.catalog = catalog
  }

  mutating func next() throws -> ImageTask? {
    if page.isEmpty && !isDone {
      page = try catalog.pending(after: last)[...]
      isDone = page.isEmpty
    }
    let task = page.popFirst()
    if let task { last = task.id }
    return task
  }
}

/// Results that are not committed yet.
private struct Batch {
  private let catalog: Catalog
  private let faces: FaceFile
  private(set) var count = 0
  private var start = Date()

  init(catalog: Catalog, faces: FaceFile) {
    self.catalog = catalog
    self.faces = faces
  }

  /// Seconds since the batch began; 0 while it is empty.
  var age: Double { count == 0 ? 0 : Date().timeIntervalSince(start) }

  mutating func write(_ result: ImageResult) throws {
    if count == 0 {
      try catalog.begin()
      start = Date()
    }
    count += 1
    switch result.outcome {
    case .rejected(let rejection):
      try catalog.reject(result.id, rejection, file: result.file)
    case .face(let face):
      let position = try faces.append(face.image.rgb)
      try catalog.accept(
        result.id, face, file: result.file, pixels: SHA256.hexadecimal(of: face.image.rgb),
        position: position)
    }
  }

  /// Commits what was written: first the pixels, then the rows that refer to them.
  mutating func commit() throws {
    if count == 0 { return }
    try faces.sync()
    try catalog.commit()
    count = 0
  }
}

import Align
import Crawl
import Shard

/// Aligns all images that wait in a catalog: workers in processes of their own, and one writer, which
/// is the caller.
struct Runner {
  let catalog: Catalog
  let workers: WorkerPool
  let interruption: Interruption
  /// Called before results are noted; throws where they are worth nothing.
  let check: ([ImageResult]) throws -> Void
  let report: (JobEvent) -> Void

  /// How often, in seconds, the writer looks up when no worker has anything to say.
  private static let tick = 0.1
  /// How long, in seconds, an interrupted run waits for the images at work. A run ends within two.
  private static let grace = 1.2

  /// Runs to the end, or until it is interrupted.
  func run() throws {
    var progress = AlignProgress(total: try catalog.count().pending)
    var waiting = PendingImages(catalog)
    var deadline: ContinuousClock.Instant?
    var isLast = false
    while !(isLast && workers.isDone) {
      if interruption.isRequested {
        let end = deadline ?? .now + .seconds(Self.grace)
        deadline = end
        if workers.inFlight == 0 || .now > end { break }
      }
      while !interruption.isRequested, !isLast, workers.hasRoom {
        if let task = try waiting.next() { workers.submit(task) } else { isLast = true }
      }
      let results = try workers.results(
        within: Self.tick, isLast: isLast && !interruption.isRequested)
      try note(results, &progress)
      report(.aligning(progress))
    }
    workers.stop()
    if interruption.isRequested {
      throw JobError.interrupted("after \(progress.done) of \(progress.total) images")
    }
  }

  /// Commits what has become of images, at once: what a kill can lose is at work or on its way.
  private func note(_ results: [ImageResult], _ progress: inout AlignProgress) throws {
    if results.isEmpty { return }
    try check(results)
    try catalog.transaction {
      for result in results { try catalog.note(result) }
    }
    for result in results {
      switch result.outcome {
      case .face: progress.aligned += 1
      case .rejected: progress.rejected += 1
      }
    }
  }
}

/// The images that wait, a page of the catalog at a time.
private struct PendingImages {
  private let catalog: Catalog
  private var page: ArraySlice<ImageTask> = []
  private var last = 0

  init(_ catalog: Catalog) {
    self.catalog = catalog
  }

  /// The next one; nil past the last.
  mutating func next() throws -> ImageTask? {
    if page.isEmpty { page = try catalog.pending(after: last)[...] }
    let task = page.popFirst()
    if let task { last = task.id }
    return task
  }
}

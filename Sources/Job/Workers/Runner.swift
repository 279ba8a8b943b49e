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
  /// What rejections are read back with to be told of; nil where nobody asks.
  var rejected: RejectedRows? = nil

  /// How often, in seconds, the writer looks up when no worker has anything to say.
  private static let tick = 0.1
  /// How long, in seconds, an interrupted run waits for the images at work. A run ends within two.
  private static let grace = 1.2
  /// How long, in seconds, a result waits for others to be noted with.
  private static let patience = 0.01

  /// Results that are not noted yet, and since when.
  private struct Unnoted {
    var results: [ImageResult] = []
    var since = ContinuousClock.now

    mutating func add(_ more: [ImageResult]) {
      if results.isEmpty && !more.isEmpty { since = .now }
      results += more
    }

    /// For how many seconds they may wait for more.
    var patience: Double {
      results.isEmpty
        ? Runner.tick : max(0, Runner.patience - (ContinuousClock.now - since) / .seconds(1))
    }
  }

  /// Runs to the end, or until it is interrupted, and adds what it took.
  func run(_ timings: inout RunTimings) throws {
    var progress = AlignProgress(total: try catalog.count().pending)
    var waiting = PendingImages(catalog)
    var unnoted = Unnoted()
    var submitted = 0
    var deadline: ContinuousClock.Instant?
    var isLast = false
    while !(isLast && workers.isDone) {
      if interruption.isRequested {
        let end = deadline ?? .now + .seconds(Self.grace)
        deadline = end
        if workers.inFlight == 0 || .now > end { break }
      }
      while !interruption.isRequested, !isLast,
        workers.hasRoom(left: progress.total - submitted, unnoted: unnoted.results.count)
      {
        if let task = try waiting.next() {
          workers.submit(task)
          submitted += 1
        } else {
          isLast = true
        }
      }
      do {
        unnoted.add(
          try workers.results(
            within: unnoted.patience, isLast: isLast && !interruption.isRequested))
      } catch {
        try? note(&unnoted, &progress, &timings)
        throw error
      }
      if unnoted.results.count >= workers.batch || unnoted.patience == 0 || workers.inFlight == 0 {
        try note(&unnoted, &progress, &timings)
      }
      report(.aligning(progress))
    }
    try note(&unnoted, &progress, &timings)
    workers.stop()
    if interruption.isRequested {
      throw JobError.interrupted("after \(progress.done) of \(progress.total) images")
    }
  }

  /// Commits what has become of images. What a kill can lose is at work or on its way, and so little
  /// that it is counted with that.
  private func note(
    _ unnoted: inout Unnoted, _ progress: inout AlignProgress, _ timings: inout RunTimings
  ) throws {
    if unnoted.results.isEmpty { return }
    var watch = Stopwatch()
    try check(unnoted.results)
    try catalog.transaction {
      for result in unnoted.results { try catalog.note(result) }
    }
    timings.write += watch.lap()
    var rows = NotedRows()
    for result in unnoted.results {
      timings.add(result.times)
      switch result.outcome {
      case .face: progress.aligned += 1
      case .rejected(let reason, _):
        progress.rejected += 1
        progress.reasons[reason, default: 0] += 1
        rows.add(result.id)
      }
    }
    try rejected?.forEachPage(of: rows) { report(.rejected($0)) }
    unnoted.results.removeAll(keepingCapacity: true)
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

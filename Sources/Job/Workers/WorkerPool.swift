import Align
import Crawl
import Glibc

/// Workers that align images, each in a process of its own, so that an image that crashes or hangs
/// one harms nothing else.
///
/// An image whose worker ends is set aside, and tried once more when all others are done and nothing
/// else is at work: the system may have ended the worker for want of memory, which was not the
/// image's fault. If its worker ends again, it is rejected as ``Crashed``. An image whose worker
/// gives no answer in time is rejected as ``TimedOut`` at once, and the worker killed.
final class WorkerPool {
  private let server: ForkServer
  private let settings: AlignSettings
  private let timeout: Int
  /// The path that opens an image.
  private let locate: (ImageTask) -> [UInt8]
  private var workers: [WorkerProcess] = []
  /// Images that a worker had waiting when it ended.
  private var returned: [ImageTask] = []
  /// Images whose worker ended, to be tried again alone.
  private var suspects: [ImageTask] = []
  /// The suspect that is being tried.
  private var tried: ImageTask?
  private var lastLook = ContinuousClock.now
  private var ahead = WorkAhead()
  /// How many images wait that were not submitted.
  private var left = 0
  /// How many workers in a row ended without having an image at work.
  private var idleEnds = 0

  /// The most that one wait adds to an image's time: while this process was stopped or had to wait
  /// for a disk, so perhaps had the workers.
  private static let longestTick = 0.5
  private static let mostIdleEnds = 5

  /// Starts the workers.
  ///
  /// - Throws: ``JobError``.
  init(
    _ server: ForkServer, settings: AlignSettings, workers count: Int, timeout: Int,
    locate: @escaping (ImageTask) -> [UInt8]
  ) throws(JobError) {
    self.server = server
    self.settings = settings
    self.timeout = timeout
    self.locate = locate
    for started in 0..<count {
      do throws(ForkServer.Failure) {
        workers.append(try server.start(settings))
      } catch {
        if case .refused(let code, _) = error, code != 0 {
          throw .workers(started: started, of: count, code: code)
        }
        throw JobError(error)
      }
    }
  }

  deinit { stop() }

  /// Ends all workers, whatever they are at. Their end is not waited for: one that waits for a disk
  /// that is gone cannot be ended until it is back.
  func stop() {
    for worker in workers {
      kill(worker.process, SIGKILL)
      worker.closeSockets()
    }
    workers = []
  }

  /// How many images are at work or wait for a worker.
  var inFlight: Int { workers.reduce(returned.count) { $0 + $1.tasks.count } }

  /// Whether every image that was submitted has its result.
  var isDone: Bool { inFlight == 0 && suspects.isEmpty }

  /// Whether another image can be submitted.
  ///
  /// - Parameters:
  ///   - left: How many wait to be.
  ///   - unnoted: How many have results that are not noted yet. A kill loses those as it loses what is
  ///     at work, so that they count as such.
  func hasRoom(left: Int, unnoted: Int) -> Bool {
    self.left = left
    return returned.isEmpty && hasWorkerWithRoom && inFlight + unnoted < limit * workers.count
  }

  /// How many results are noted together.
  var batch: Int { ahead.batch(limit, workers: workers.count) }

  private var limit: Int { ahead.limit(left: left, workers: workers.count) }

  private var hasWorkerWithRoom: Bool {
    let limit = limit
    return workers.contains { $0.tasks.count < limit }
  }

  /// Takes an image.
  func submit(_ task: ImageTask) {
    // To the one with the least to do.
    guard let index = workers.indices.min(by: { workers[$0].tasks.count < workers[$1].tasks.count })
    else { return }
    workers[index].ask(task, at: locate(task))
  }

  /// What has become of images since the last call, waiting up to `seconds` for something.
  ///
  /// - Parameter isLast: Whether no more images will be submitted, so that those set aside are tried
  ///   when the others are done.
  /// - Throws: ``JobError`` where the system gives no more files or memory, or no more workers.
  func results(within seconds: Double, isLast: Bool) throws(JobError) -> [ImageResult] {
    while hasWorkerWithRoom, let task = returned.popLast() { submit(task) }
    if isLast && inFlight == 0, tried == nil, let suspect = suspects.popLast() {
      tried = suspect
      submit(suspect)
    }
    // Answers that come together are taken together.
    if !isLast { usleep(ahead.nap(limit)) }
    let isReadable = awaitAnswers(seconds)
    var results: [ImageResult] = []
    for index in workers.indices {
      try collect(from: index, isReadable: isReadable[index], into: &results)
    }
    return results
  }

  /// Waits for a worker to answer or end, and notes for how long. Gives which of them have.
  private func awaitAnswers(_ seconds: Double) -> [Bool] {
    var polls = workers.map { pollfd(fd: $0.stream.socket, events: Int16(POLLIN), revents: 0) }
    poll(&polls, nfds_t(polls.count), Int32((seconds * 1000).rounded(.up)))
    let now = ContinuousClock.now
    let elapsed = (now - lastLook) / .seconds(1)
    lastLook = now
    for index in workers.indices { workers[index].pass(min(elapsed, Self.longestTick)) }
    return polls.map { $0.revents != 0 }
  }

  /// Takes a worker's answers; where it has ended or hangs, sees to what it leaves.
  private func collect(
    from index: Int, isReadable: Bool, into results: inout [ImageResult]
  ) throws(JobError) {
    let isThere = !isReadable || workers[index].stream.receive(waiting: false)
    let (answers, isSound) = takeAnswers(of: index)
    for answer in answers {
      switch answer {
      case .result(let result):
        ahead.note(result.times)
        results.append(result)
      case .shortage(let task, let code):
        throw .shortage(path: TreePath(locate(task)).text, code: code)
      }
    }
    do throws(ForkServer.Failure) {
      if !isSound {
        // One that says what makes no sense is not to be trusted with another image.
        try end(index)
        try note(.ended(.signal(SIGKILL)), of: index, &results)
        try replace(index)
      } else if !isThere {
        try note(.ended(try server.end(of: workers[index].process)), of: index, &results)
        try replace(index)
      } else if workers[index].waited > Double(timeout) {
        try end(index)
        try note(.isLate, of: index, &results)
        try replace(index)
      }
    } catch {
      throw JobError(error)
    }
  }

  /// All answers that have arrived from a worker, and whether all that arrived makes sense.
  private func takeAnswers(
    of index: Int
  ) -> (answers: [WorkerProcess.Answer], isSound: Bool) {
    var answers: [WorkerProcess.Answer] = []
    var isSound = true
    do throws(Message.Malformed) {
      while let answer = try workers[index].answer() { answers.append(answer) }
    } catch {
      isSound = false
    }
    if !answers.isEmpty {
      tried = nil
      idleEnds = 0
    }
    return (answers, isSound)
  }

  /// Why a worker is to be replaced.
  private enum Loss {
    /// It ended.
    case ended(WorkerEnd)
    /// It gave no answer in time.
    case isLate
  }

  /// Notes what that means for the image at work, if any: it is set aside, or rejected.
  private func note(
    _ loss: Loss, of index: Int, _ results: inout [ImageResult]
  ) throws(ForkServer.Failure) {
    guard let (task, file) = workers[index].abandon() else {
      idleEnds += 1
      if idleEnds < Self.mostIdleEnds { return }
      switch loss {
      case .ended(let end):
        throw .refused(code: 0, problem: "workers that are at no image end by \(end)")
      case .isLate: throw .refused(code: 0, problem: "workers do not begin in \(timeout) seconds")
      }
    }
    let wasTried = task == tried
    if wasTried { tried = nil }
    let outcome: ImageResult.Outcome
    switch loss {
    case .ended where !wasTried:
      suspects.append(task)
      return
    case .ended(let end):
      outcome = .rejected(reason: Crashed.reason, detail: Crashed.detail(end))
    case .isLate:
      outcome = .rejected(reason: TimedOut.reason, detail: TimedOut.detail(seconds: timeout))
    }
    results.append(ImageResult(id: task.id, file: file, outcome: outcome))
  }

  /// Ends a worker, without waiting until that is done.
  private func end(_ index: Int) throws(ForkServer.Failure) {
    kill(workers[index].process, SIGKILL)
    try server.forget(workers[index].process)
  }

  /// Puts a new worker in the place of one that has ended, or is about to.
  private func replace(_ index: Int) throws(ForkServer.Failure) {
    let old = workers[index]
    old.closeSockets()
    returned += old.tasks
    do throws(ForkServer.Failure) {
      workers[index] = try server.start(settings)
    } catch {
      workers.remove(at: index)
      throw error
    }
  }
}

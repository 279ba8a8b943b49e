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
  /// How many workers in a row ended without being asked anything.
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
        workers.append(try start())
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
      close(worker.stream.socket)
    }
    workers = []
  }

  private func start() throws(ForkServer.Failure) -> WorkerProcess {
    let (process, socket) = try server.start(settings)
    return WorkerProcess(process: process, socket: socket)
  }

  /// How many images are at work or wait for a worker.
  var inFlight: Int { workers.reduce(returned.count) { $0 + $1.tasks.count } }

  /// Whether every image that was submitted has its result.
  var isDone: Bool { inFlight == 0 && suspects.isEmpty }

  /// Whether another image can be submitted.
  var hasRoom: Bool { returned.isEmpty && hasWorkerWithRoom }

  private var hasWorkerWithRoom: Bool {
    workers.contains { $0.tasks.count < WorkerProcess.mostTasks }
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
    awaitAnswers(seconds)
    var results: [ImageResult] = []
    for index in workers.indices { try collect(from: index, into: &results) }
    return results
  }

  /// Waits for a worker to answer or end, and notes for how long.
  private func awaitAnswers(_ seconds: Double) {
    var polls = workers.map { pollfd(fd: $0.stream.socket, events: Int16(POLLIN), revents: 0) }
    poll(&polls, nfds_t(polls.count), Int32(seconds * 1000))
    let now = ContinuousClock.now
    let elapsed = (now - lastLook) / .seconds(1)
    lastLook = now
    for index in workers.indices { workers[index].wait(min(elapsed, Self.longestTick)) }
  }

  /// Takes a worker's answers; where it has ended or hangs, sees to what it leaves.
  private func collect(from index: Int, into results: inout [ImageResult]) throws(JobError) {
    let isThere = workers[index].stream.receive(waiting: false)
    let (answers, isSound) = takeAnswers(of: index)
    for (task, reply) in answers {
      switch reply {
      case .result(let result): results.append(result)
      case .shortage(_, let code): throw .shortage(path: TreePath(locate(task)).text, code: code)
      }
    }
    if !isSound {
      // One that says what makes no sense is not to be trusted with another image.
      kill(workers[index].process, SIGKILL)
    }
    if !isThere || !isSound {
      try replace(index, into: &results)
    } else if workers[index].waited > Double(timeout), let task = workers[index].tasks.first {
      kill(workers[index].process, SIGKILL)
      results.append(
        ImageResult(
          id: task.id, file: FileFacts(of: locate(task)),
          outcome: .rejected(
            reason: TimedOut.reason, detail: TimedOut.detail(seconds: timeout))))
      tried = nil
      try replace(index, without: task, into: &results)
    }
  }

  /// All answers that have arrived from a worker, and whether all that arrived makes sense.
  private func takeAnswers(
    of index: Int
  ) -> (answers: [(ImageTask, WorkerReply)], isSound: Bool) {
    var answers: [(ImageTask, WorkerReply)] = []
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

  /// Puts a new worker in the place of one that has ended.
  ///
  /// - Parameter answered: The image that the old one was killed over, which has its result.
  private func replace(
    _ index: Int, without answered: ImageTask? = nil, into results: inout [ImageResult]
  ) throws(JobError) {
    let old = workers[index]
    close(old.stream.socket)
    do throws(ForkServer.Failure) {
      var left = old.tasks[...]
      if answered != nil {
        left.removeFirst()
      } else {
        try noteEnd(try server.end(of: old.process), at: left.popFirst(), &results)
      }
      returned += left
      workers[index] = try start()
    } catch {
      workers.remove(at: index)
      throw JobError(error)
    }
  }

  /// Sets an image aside whose worker ended while it was at work, or rejects it the second time.
  private func noteEnd(
    _ end: WorkerEnd, at task: ImageTask?, _ results: inout [ImageResult]
  ) throws(ForkServer.Failure) {
    guard let task else {
      idleEnds += 1
      if idleEnds < Self.mostIdleEnds { return }
      throw .refused(code: 0, problem: "workers without work end by \(end)")
    }
    if task == tried {
      tried = nil
      results.append(
        ImageResult(
          id: task.id, file: FileFacts(of: locate(task)),
          outcome: .rejected(reason: Crashed.reason, detail: Crashed.detail(end))))
    } else {
      suspects.append(task)
    }
  }
}

import Glibc

/// A worker as the run sees it: its process, and the images that it was asked about.
struct WorkerProcess {
  let process: pid_t
  var stream: MessageStream
  /// Where ``ReadAhead`` is asked; -1 if nothing is read ahead.
  private let paths: Int32
  /// The images that it has not answered for, the one at work first.
  private(set) var tasks: [ImageTask] = []
  /// For how many seconds the first of them has been at work.
  private(set) var waited = 0.0
  /// Whether it has said that it is there.
  private var isReady = false
  /// The size and time of the file that is at work, once they are known.
  private var found: FileFacts?

  init(process: pid_t, socket: Int32, paths: Int32) {
    self.process = process
    self.paths = paths
    stream = MessageStream(socket)
  }

  /// Ends what is said to the worker; it is not used any more then.
  func closeSockets() {
    close(stream.socket)
    if paths >= 0 { close(paths) }
  }

  /// Asks for an image. That the worker is gone shows when its answer is waited for.
  mutating func ask(_ task: ImageTask, at location: [UInt8]) {
    if tasks.isEmpty { waited = 0 } else { ReadAhead.ask(for: location, by: paths) }
    tasks.append(task)
    _ = stream.send(WorkerRequest(task, at: location).message)
  }

  /// What became of an image.
  enum Answer: Equatable {
    /// What the worker made of it.
    case result(ImageResult)
    /// The system gave the worker no more files or memory: an error number.
    case shortage(ImageTask, code: Int32)
  }

  /// Takes the next answer that has arrived; nil if there is none.
  ///
  /// - Throws: ``Message/Malformed`` where the worker says what it cannot mean.
  mutating func answer() throws(Message.Malformed) -> Answer? {
    while let message = try stream.next() {
      let reply = try WorkerReply(message)
      if reply == .ready {
        isReady = true
        continue
      }
      guard let task = tasks.first, reply.id == task.id else { throw Message.Malformed() }
      switch reply {
      case .ready: break
      case .found(_, let facts): found = facts
      case .result(let result):
        removeFirst()
        return .result(result)
      case .shortage(_, let code):
        removeFirst()
        return .shortage(task, code: code)
      }
    }
    return nil
  }

  private mutating func removeFirst() {
    tasks.removeFirst()
    waited = 0
    found = nil
  }

  /// Takes away the image at work, with what is known of its file; nil if the worker has not begun,
  /// or has nothing to do.
  mutating func abandon() -> (task: ImageTask, file: FileFacts?)? {
    guard isReady, let task = tasks.first else { return nil }
    defer { removeFirst() }
    return (task, found)
  }

  /// Notes that time has passed.
  mutating func pass(_ seconds: Double) {
    if !tasks.isEmpty { waited += seconds }
  }
}

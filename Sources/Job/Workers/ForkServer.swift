import Align
import CProcess
import Glibc
import Synchronization

/// A fork server as the run sees it: a process that holds the models, and forks workers.
final class ForkServer: Sendable {
  /// Why the server did not do what it was asked.
  enum Failure: Error {
    /// It said so, with the system's error number or 0.
    case refused(code: Int32, problem: String)
    /// It is gone.
    case gone
    /// The run is to end.
    case interrupted
  }

  private let process: pid_t
  // One question at a time: workers of several runs may come from one server.
  private let control: Mutex<Int32>

  /// Starts the server, which has no models yet.
  ///
  /// - Throws: ``Failure``.
  convenience init(_ program: WorkerProgram) throws(Failure) {
    try self.init { (_, control, process) in Self.spawn(program, control: control, &process) }
  }

  /// Forks the server, which has no models yet, from this process, which has one thread.
  ///
  /// - Throws: ``Failure``.
  static func forked() throws(Failure) -> ForkServer {
    try ForkServer { (own, control, process) in
      process = process_fork()
      if process == 0 {
        close(own)
        ForkServerLoop.run(control: control)
      }
      return process < 0 ? errno : 0
    }
  }

  /// - Parameter start: Starts the process, which is spoken to by the second of two sockets, with
  ///   the first one this process's. Gives the system's error number, or 0.
  private init(
    _ start: (_ own: Int32, _ control: Int32, _ process: inout pid_t) -> Int32
  ) throws(Failure) {
    var sockets: [Int32] = [0, 0]
    guard process_socket_pair(1, &sockets) == 0 else { throw Self.refusal(errno) }
    defer { close(sockets[1]) }
    var process = pid_t()
    let code = start(sockets[0], sockets[1], &process)
    guard code == 0 else {
      close(sockets[0])
      throw Self.refusal(code)
    }
    self.process = process
    control = Mutex(sockets[0])
  }

  /// Starts a server, has it load the models and waits until it has.
  ///
  /// - Throws: ``Failure``.
  convenience init(_ program: WorkerProgram, landmarkModel: String) throws(Failure) {
    try self.init(program)
    try load(landmarkModel)
    try awaitModels()
  }

  /// Has a new server load the models, without waiting until it has: call
  /// ``awaitModels(interruption:)`` before all else. Call it once.
  ///
  /// - Throws: ``Failure``.
  func load(_ landmarkModel: String) throws(Failure) {
    var request = Message()
    request.write(ForkServerLoop.Request.load.rawValue)
    request.write(landmarkModel)
    let isSent = control.withLock { control in Self.send(request, passing: -1, by: control) }
    if !isSent { throw .gone }
  }

  /// Waits until the models that a new server was to load are there. Call it once.
  ///
  /// - Parameter interruption: What ends the wait.
  /// - Throws: ``Failure``; what is wrong with the landmark model, for one.
  func awaitModels(interruption: Interruption? = nil) throws(Failure) {
    let (answer, _) = try control.withLock { control throws(Failure) in
      try Self.receive(by: control, interruption: interruption)
    }
    _ = try Self.content(of: answer)
  }

  deinit {
    // Its workers end with it.
    kill(process, SIGKILL)
    var signal: Int32 = 0
    _ = process_wait(process, &signal)
    control.withLock { control in _ = close(control) }
  }

  /// Starts a worker.
  func start(_ settings: AlignSettings) throws(Failure) -> WorkerProcess {
    var sockets: [Int32] = [0, 0]
    guard process_socket_pair(0, &sockets) == 0 else { throw Self.refusal(errno) }
    defer { close(sockets[1]) }
    var request = Message()
    request.write(ForkServerLoop.Request.start.rawValue)
    request.append(settings.message)
    do throws(Failure) {
      var (answer, paths) = try ask(request, passing: sockets[1])
      guard let process = try? answer.readInt() else { throw .gone }
      return WorkerProcess(
        process: pid_t(truncatingIfNeeded: process), socket: sockets[0], paths: paths)
    } catch {
      close(sockets[0])
      throw error
    }
  }

  /// How a worker that ended, or is about to, did so.
  func end(of process: pid_t) throws(Failure) -> WorkerEnd {
    var request = Message()
    request.write(ForkServerLoop.Request.wait.rawValue)
    request.write(Int(process))
    var (answer, _) = try ask(request)
    guard let signal = try? answer.readInt(), let status = try? answer.readInt() else {
      throw .gone
    }
    return signal > 0
      ? .signal(Int32(truncatingIfNeeded: signal)) : .status(Int32(truncatingIfNeeded: status))
  }

  /// Leaves a worker that was killed to the server, which does not wait for its end.
  func forget(_ process: pid_t) throws(Failure) {
    var request = Message()
    request.write(ForkServerLoop.Request.forget.rawValue)
    request.write(Int(process))
    _ = try ask(request)
  }

  private func ask(
    _ request: Message, passing descriptor: Int32 = -1
  ) throws(Failure) -> (answer: Message, descriptor: Int32) {
    let (answer, descriptor) = try control.withLock { control throws(Failure) in
      guard Self.send(request, passing: descriptor, by: control) else { throw .gone }
      return try Self.receive(by: control)
    }
    return (try Self.content(of: answer), descriptor)
  }

  /// Sends a request; whether there is somebody to send it to.
  private static func send(
    _ request: Message, passing descriptor: Int32, by control: Int32
  ) -> Bool {
    process_send(control, request.bytes, request.bytes.count, descriptor) >= 0
  }

  private static func receive(
    by control: Int32, interruption: Interruption? = nil
  ) throws(Failure) -> (answer: Message, descriptor: Int32) {
    while let interruption, !isReadable(control) {
      if interruption.isRequested { throw .interrupted }
    }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var descriptor: Int32 = -1
    let count = process_receive(control, &bytes, bytes.count, &descriptor)
    if count <= 0 { throw .gone }
    return (Message(Array(bytes[..<count])), descriptor)
  }

  /// What an answer gives beside that all is done.
  private static func content(of answer: Message) throws(Failure) -> Message {
    var message = answer
    switch (try? message.readInt()).flatMap(ForkServerLoop.Answer.init(rawValue:)) {
    case .done: return message
    case .failed:
      guard let code = try? message.readInt(), let problem = try? message.readText() else {
        throw .gone
      }
      throw .refused(code: Int32(truncatingIfNeeded: code), problem: problem)
    case nil: throw .gone
    }
  }

  /// Waits a moment for something to read.
  private static func isReadable(_ socket: Int32) -> Bool {
    var poll = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
    return Glibc.poll(&poll, 1, 100) > 0
  }

  private static func refusal(_ code: Int32) -> Failure {
    .refused(code: code, problem: String(cString: strerror(code)))
  }

  /// Starts the program with the control socket as the descriptor that it expects; the system's
  /// error number, or 0.
  private static func spawn(
    _ program: WorkerProgram, control: Int32, _ process: inout pid_t
  ) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, control, ForkServerLoop.descriptor)
    let arguments = ["align-dataset"] + program.arguments
    return withCStrings(arguments) { arguments in
      posix_spawn(&process, program.path, &actions, nil, arguments, environ)
    }
  }
}

/// Calls `body` with texts as C has them: an array of pointers that ends with none.
private func withCStrings<Result>(
  _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
) -> Result {
  let pointers = texts.map { strdup($0) }
  defer { for pointer in pointers { free(pointer) } }
  return body(pointers + [nil])
}

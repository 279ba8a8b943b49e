import Align
import CProcess
import Glibc

/// The process that loads the models once and forks a worker from itself whenever it is asked to, so
/// that all workers share the models' memory and a new one is there in milliseconds.
///
/// It has one thread, which is what makes fork safe, and does nothing that an image could harm.
public struct ForkServerLoop {
  /// What the server is asked.
  enum Request: Int {
    /// To load the models; with the landmark model's path.
    case load
    /// To start a worker; with its settings, and its end of a socket. The answer comes with a socket
    /// for ``ReadAhead``.
    case start
    /// To say how a worker ended, or wait until it has; with its process.
    case wait
    /// To see to it that nothing is left of a worker that was killed, whenever it ends; with its
    /// process.
    case forget
  }

  /// How it answers.
  enum Answer: Int {
    case done
    case failed
  }

  /// The number of the descriptor by which the server is spoken to.
  public static let descriptor: Int32 = 3

  private let control: Int32
  private var models: AlignModels?
  /// Workers that were killed and are still there, as far as is known.
  private var forgotten: [pid_t] = []

  /// Serves, in a process that was started for it, until the other end is closed, by the end of its
  /// process for one.
  public static func run() -> Never {
    run(control: descriptor)
  }

  /// As ``run()``, with another descriptor, in a process that may have been forked.
  static func run(control: Int32) -> Never {
    // They come to every process of a terminal or a service. The run decides what they mean.
    for number in [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE] { signal(number, SIG_IGN) }
    // Swift's own handling of crashes writes pages to the terminal, and takes seconds for it.
    for number in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] { signal(number, SIG_DFL) }
    leaveStandardStreams()
    process_set_name("align-workers")
    var server = ForkServerLoop(control: control, models: nil)
    while let request = server.receive() { server.answer(request.message, request.descriptor) }
    _exit(0)
  }

  /// Nothing is read, and nothing printed. What is said of this process itself has a place.
  private static func leaveStandardStreams() {
    let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    guard nothing >= 0 else { return }
    for stream in [STDIN_FILENO, STDOUT_FILENO] { dup2(nothing, stream) }
    close(nothing)
  }

  private func receive() -> (message: Message, descriptor: Int32)? {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    var descriptor: Int32 = -1
    let count = process_receive(control, &bytes, bytes.count, &descriptor)
    return count > 0 ? (Message(Array(bytes[..<count])), descriptor) : nil
  }

  private mutating func answer(_ request: Message, _ descriptor: Int32) {
    var request = request
    var answer = Message()
    var passed: Int32 = -1
    forgotten.removeAll { process_has_ended($0) != 0 }
    do {
      switch Request(rawValue: try request.readInt()) {
      case .load: try load(&request, &answer)
      case .start: passed = try start(&request, descriptor, &answer)
      case .wait: try wait(&request, &answer)
      case .forget:
        forgotten.append(pid_t(truncatingIfNeeded: try request.readInt()))
        answer.write(Answer.done.rawValue)
      case nil: throw Message.Malformed()
      }
    } catch {
      answer = Message()
      answer.write(Answer.failed.rawValue)
      answer.write(0)
      answer.write("\(error)")
    }
    if descriptor >= 0 { close(descriptor) }
    if process_send(control, answer.bytes, answer.bytes.count, passed) < 0 { _exit(0) }
    if passed >= 0 { close(passed) }
  }

  private mutating func load(_ request: inout Message, _ answer: inout Message) throws {
    models = AlignModels(
      detector: try DetectorModel(), landmarks: try LandmarkModel(path: try request.readText()))
    answer.write(Answer.done.rawValue)
  }

  /// Starts a worker. Gives the socket that is passed with the answer, or -1.
  private func start(
    _ request: inout Message, _ socket: Int32, _ answer: inout Message
  ) throws -> Int32 {
    guard let models else { throw Message.Malformed() }
    let settings = try AlignSettings(&request)
    let server = getpid()
    let paths = ReadAhead.sockets()
    // The system drops a descriptor for which the process has no number left.
    let worker = socket < 0 ? -1 : process_fork()
    let code = socket < 0 ? EMFILE : errno
    if worker == 0 {
      if paths.run >= 0 { close(paths.run) }
      work(socket, paths.worker, models, settings, server: server)
    }
    if paths.worker >= 0 { close(paths.worker) }
    if worker < 0 {
      answer.write(Answer.failed.rawValue)
      answer.write(Int(code))
      answer.write(String(cString: strerror(code)))
      if paths.run >= 0 { close(paths.run) }
      return -1
    }
    answer.write(Answer.done.rawValue)
    answer.write(Int(worker))
    return paths.run
  }

  /// What the new process does.
  private func work(
    _ socket: Int32, _ paths: Int32, _ models: AlignModels, _ settings: AlignSettings,
    server: pid_t
  ) -> Never {
    close(control)
    process_set_name("align-worker")
    if process_end_with_parent(server) != 0 { _exit(1) }
    process_dump_no_core()
    process_offer_to_oom_killer()
    // What libraries print of images would go to the user's terminal as it is.
    let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
    if nowhere >= 0 { dup2(nowhere, STDERR_FILENO) }
    do {
      try Worker(models, settings: settings).serve(socket, paths: paths)
      _exit(0)
    } catch {
      _exit(1)
    }
  }

  private func wait(_ request: inout Message, _ answer: inout Message) throws {
    var signal: Int32 = 0
    let status = process_wait(pid_t(truncatingIfNeeded: try request.readInt()), &signal)
    answer.write(Answer.done.rawValue)
    answer.write(Int(signal))
    answer.write(Int(status))
  }
}

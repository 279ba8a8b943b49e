import Glibc

/// A worker as the run sees it: its process, and the images that it was asked about.
struct WorkerProcess {
  let process: pid_t
  var stream: MessageStream
  /// The images that it has not answered for, the one at work first.
  private(set) var tasks: [ImageTask] = []
  /// For how many seconds the first of them has been at work.
  private(set) var waited = 0.0

  /// How many images a worker has: one at work, and one so that it need not wait for the next.
  static let mostTasks = 2

  init(process: pid_t, socket: Int32) {
    self.process = process
    stream = MessageStream(socket)
  }

  /// Asks for an image. That the worker is gone shows when its answer is waited for.
  mutating func ask(_ task: ImageTask, at location: [UInt8]) {
    if tasks.isEmpty { waited = 0 }
    tasks.append(task)
    _ = stream.send(Worker.request(task.id, at: location))
  }

  /// Takes the next answer that has arrived, and the image that it is about; nil if there is none.
  ///
  /// - Throws: ``Message/Malformed`` where it is none to the image at work.
  mutating func answer() throws(Message.Malformed) -> (ImageTask, WorkerReply)? {
    guard let message = try stream.next() else { return nil }
    let reply = try WorkerReply(message)
    guard let task = tasks.first, reply.id == task.id else { throw Message.Malformed() }
    tasks.removeFirst()
    waited = 0
    return (task, reply)
  }

  /// Lets time pass.
  mutating func wait(_ seconds: Double) {
    if !tasks.isEmpty { waited += seconds }
  }
}

import CProcess
import Crawl
import Glibc
import Testing

@testable import Job

/// A worker as the run sees it, and a test in the worker's place.
@Suite("A worker process")
final class WorkerProcessTests {
  private var worker: WorkerProcess
  private let socket, paths: Int32
  private let tasks = [1, 2].map { ImageTask(id: $0, source: 1, path: TreePath([UInt8($0)])) }
  private static let facts = FileFacts(bytes: 5, modified: 7, sha256: nil)

  init() throws {
    var sockets: [Int32] = [0, 0]
    try #require(process_socket_pair(0, &sockets) == 0)
    let ahead = ReadAhead.sockets()
    worker = WorkerProcess(process: 0, socket: sockets[0], paths: ahead.run)
    socket = sockets[1]
    paths = ahead.worker
    for task in tasks { worker.ask(task, at: task.path.bytes) }
  }

  deinit {
    worker.closeSockets()
    close(socket)
    close(paths)
  }

  /// What the run makes of what the worker says.
  private func answer(to replies: WorkerReply...) throws -> WorkerProcess.Answer? {
    for reply in replies { #expect(MessageStream(socket).send(reply.message)) }
    let isThere = worker.stream.receive(waiting: true)
    #expect(isThere)
    return try worker.answer()
  }

  private func abandon() -> (task: ImageTask, file: FileFacts?)? { worker.abandon() }
  private func ask(_ task: ImageTask, at location: [UInt8]) { worker.ask(task, at: location) }
  private func nextAnswer() throws -> WorkerProcess.Answer? { try worker.answer() }

  private static func result(_ id: Int) -> ImageResult {
    ImageResult(id: id, file: nil, outcome: .rejected(reason: "corrupt", detail: "x"))
  }

  @Test("answers for its images in their order")
  func answers() throws {
    let first = try answer(to: .ready, .found(id: 1, Self.facts), .result(Self.result(1)))
    #expect(first == .result(Self.result(1)))
    #expect(try nextAnswer() == nil)
    #expect(worker.tasks == [tasks[1]])
    #expect(try answer(to: .shortage(id: 2, code: 24)) == .shortage(tasks[1], code: 24))
    #expect(worker.tasks.isEmpty && abandon() == nil)
  }

  @Test("reads ahead what it is asked while it is at another")
  func ahead() throws {
    var bytes = [UInt8](repeating: 0, count: 10)
    func next() -> [UInt8]? {
      let count = recv(paths, &bytes, bytes.count, Int32(MSG_DONTWAIT))
      return count > 0 ? Array(bytes[..<count]) : nil
    }
    #expect(next() == tasks[1].path.bytes)
    #expect(try answer(to: .ready, .result(Self.result(1))) != nil)
    ask(tasks[0], at: [7, 8])
    #expect(next() == [7, 8])
    #expect(try answer(to: .result(Self.result(2))) != nil)
    #expect(try answer(to: .result(Self.result(1))) != nil)
    ask(tasks[1], at: [9])
    #expect(next() == nil)
  }

  @Test("that ends before it begins, or without work, has no image to blame")
  func notReady() throws {
    #expect(abandon() == nil)
    #expect(worker.tasks == tasks)
  }

  @Test("that ends at an image is taken that one from, with what is known of its file")
  func abandoned() throws {
    #expect(try answer(to: .ready, .found(id: 1, Self.facts)) == nil)
    worker.pass(3)
    let first = try #require(abandon())
    #expect(first.task == tasks[0] && first.file == Self.facts)
    #expect(worker.waited == 0)
    let second = try #require(abandon())
    #expect(second.task == tasks[1] && second.file == nil)
  }

  @Test(
    "that speaks of another image than it is at, or of none, is not believed",
    arguments: [
      WorkerReply.result(result(2)), .result(result(0)), .found(id: 2, facts),
      .shortage(id: 3, code: 1),
    ])
  func nonsense(reply: WorkerReply) throws {
    #expect(throws: Message.Malformed.self) { try answer(to: .ready, reply) }
    #expect(worker.tasks == tasks)
  }

  @Test("that is gone is known to be, when all that it said was heard")
  func gone() throws {
    #expect(MessageStream(socket).send(WorkerReply.ready.message))
    #expect(MessageStream(socket).send(WorkerReply.result(Self.result(1)).message))
    shutdown(socket, Int32(SHUT_RDWR))
    let receptions = [worker.stream.receive(waiting: true), worker.stream.receive(waiting: true)]
    #expect(receptions == [true, false])
    #expect(try nextAnswer() == .result(Self.result(1)))
  }
}

import Align
import CProcess
import Glibc

/// What a worker process does: reads images and says what it made of them, until nobody asks.
///
/// It runs libraries on files of strangers, so that it may crash or hang; it writes nothing but its
/// answers.
struct Worker {
  private let aligner: Aligner
  private let limit: Int

  /// - Throws: ``VisionFault`` if memory cannot be had.
  init(_ models: AlignModels, settings: AlignSettings) throws(VisionFault) {
    aligner = try Aligner(models, settings: settings)
    limit = settings.limits.bytes
  }

  /// Says that it is there, and answers requests until the socket's other end is closed.
  func serve(_ socket: Int32) throws {
    var stream = MessageStream(socket)
    if !stream.send(WorkerReply.ready.message) { return }
    while var request = try stream.waitForNext() {
      let (id, location) = (try request.readInt(), try request.readBytes())
      if let facts = FileFacts(of: location),
        !stream.send(WorkerReply.found(id: id, facts).message)
      {
        return
      }
      if !stream.send(reply(to: id, at: location).message) { return }
    }
  }

  /// The request for an image at a path.
  static func request(_ id: Int, at location: [UInt8]) -> Message {
    var message = Message()
    message.write(id)
    message.write(location)
    return message
  }

  private func reply(to id: Int, at location: [UInt8]) -> WorkerReply {
    do throws(SourceFile.Failure) {
      let contents = try SourceFile.readImage(location, limit: limit)
      return .result(
        ImageResult(
          id: id, file: contents.facts,
          outcome: ImageResult.Outcome(aligner.align(contents.bytes))))
    } catch {
      switch error {
      case .refused(let rejection, let facts):
        return .result(ImageResult(id: id, file: facts, outcome: .rejected(rejection)))
      case .shortage(let code): return .shortage(id: id, code: code)
      }
    }
  }
}

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
    while let message = try stream.waitForNext() {
      let request = try WorkerRequest(message)
      if let facts = FileFacts(of: request.location),
        !stream.send(WorkerReply.found(id: request.id, facts).message)
      {
        return
      }
      if !stream.send(reply(to: request).message) { return }
    }
  }

  private func reply(to request: WorkerRequest) -> WorkerReply {
    do throws(SourceFile.Failure) {
      let contents = try SourceFile.readImage(request.location, limit: limit)
      return .result(
        ImageResult(id: request.id, file: contents.facts, outcome: outcome(of: contents, request)))
    } catch {
      switch error {
      case .refused(let rejection, let facts):
        return .result(
          ImageResult(id: request.id, file: facts, outcome: .rejected(rejection)))
      case .shortage(let code): return .shortage(id: request.id, code: code)
      }
    }
  }

  private func outcome(
    of contents: SourceFile.Contents, _ request: WorkerRequest
  ) -> ImageResult.Outcome {
    if let stated = request.sha256, let sha256 = contents.facts.sha256, sha256 != stated {
      return .rejected(.wrongFile(sha256: sha256, stated: stated))
    }
    return ImageResult.Outcome(aligner.align(contents.bytes, face: request.rule))
  }
}

import Align

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
  ///
  /// - Parameter paths: Where the files come that are to be read ahead; -1 if none do.
  func serve(_ socket: Int32, paths: Int32) throws {
    ReadAhead.serve(paths, limit: limit)
    var stream = MessageStream(socket)
    if !stream.send(WorkerReply.ready.message) { return }
    while true {
      var watch = Stopwatch()
      guard let message = try stream.waitForNext() else { return }
      let request = try WorkerRequest(message)
      let wait = watch.lap()
      if let facts = FileFacts(of: request.location),
        !stream.send(WorkerReply.found(id: request.id, facts).message)
      {
        return
      }
      if !stream.send(reply(to: request, wait: wait, &watch).message) { return }
    }
  }

  private func reply(
    to request: WorkerRequest, wait: Int, _ watch: inout Stopwatch
  ) -> WorkerReply {
    var times = ImageTimes()
    times.wait = wait
    do throws(SourceFile.Failure) {
      let contents = try SourceFile.readImage(request.location, limit: limit)
      times.read = watch.lap()
      return .result(result(of: contents, request, &times))
    } catch {
      times.read = watch.lap()
      switch error {
      case .refused(let rejection, let facts):
        return .result(
          ImageResult(
            id: request.id, file: facts, outcome: .rejected(rejection), times: times))
      case .shortage(let code): return .shortage(id: request.id, code: code)
      }
    }
  }

  private func result(
    of contents: SourceFile.Contents, _ request: WorkerRequest, _ times: inout ImageTimes
  ) -> ImageResult {
    if let stated = request.sha256, let sha256 = contents.facts.sha256, sha256 != stated {
      return ImageResult(
        id: request.id, file: contents.facts,
        outcome: .rejected(.wrongFile(sha256: sha256, stated: stated)),
        thumbnail: aligner.thumbnail(of: contents.bytes), times: times)
    }
    let outcome = aligner.align(contents.bytes, face: request.rule)
    times.align = aligner.times
    return ImageResult(
      id: request.id, file: contents.facts, outcome: ImageResult.Outcome(outcome),
      thumbnail: aligner.thumbnail, times: times)
  }
}

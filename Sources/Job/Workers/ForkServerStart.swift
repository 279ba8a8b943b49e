/// A fork server that is started ahead of when it is needed, so that it loads the models while the run
/// does what comes before.
final class ForkServerStart {
  private let program: WorkerProgram
  private let landmarkModel: String
  private let early: EarlyForkServer?
  /// The server once it is started, or why it could not be.
  private var started: Result<ForkServer, ForkServer.Failure>?

  /// Nothing is started yet, and no models are loaded.
  ///
  /// - Parameter early: A server to take rather than start the program.
  init(_ program: WorkerProgram, landmarkModel: String, early: EarlyForkServer? = nil) {
    self.program = program
    self.landmarkModel = landmarkModel
    self.early = early
  }

  /// Starts the server if it is not started, and does not wait for it. What goes wrong is of no
  /// account before the server is needed.
  func begin() {
    if started != nil { return }
    started = Result { () throws(ForkServer.Failure) in
      let server = if let early = early?.take() { early } else { try ForkServer(program) }
      try server.load(landmarkModel)
      return server
    }
  }

  /// Gives the server away, when it has the models.
  ///
  /// - Parameter interruption: What ends the wait for them.
  /// - Throws: ``ForkServer/Failure``.
  func take(interruption: Interruption) throws(ForkServer.Failure) -> ForkServer {
    begin()
    // Not kept, because the models' memory is to be given back when the last worker has ended.
    defer { started = nil }
    guard let server = try started?.get() else { throw .gone }
    try server.awaitModels(interruption: interruption)
    return server
  }
}

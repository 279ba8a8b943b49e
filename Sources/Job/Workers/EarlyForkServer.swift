/// A fork server that the program forks from itself before it has threads. That saves the time in
/// which another process would be given the program and its libraries.
public final class EarlyForkServer {
  private var server: ForkServer?

  /// Forks it; it has no models yet. Call this while the process has one thread. Where the system
  /// refuses there is none, and a run starts its worker program instead.
  public init() {
    server = try? ForkServer.forked()
  }

  /// Gives the server away, once: its memory is given back when the last worker has ended.
  func take() -> ForkServer? {
    defer { server = nil }
    return server
  }
}

import Synchronization

/// A wish, from any thread, that a run ends early.
public final class Interruption: Sendable {
  private let requested = Atomic(false)

  /// Creates one that is not yet requested.
  public init() {}

  /// Whether the run is to end.
  public var isRequested: Bool { requested.load(ordering: .relaxed) }

  /// Asks the run to end after the images that are being worked on.
  public func request() { requested.store(true, ordering: .relaxed) }
}

import Glibc

/// Measures one stage after another, by a clock that only goes forward.
public struct Stopwatch {
  private var last: Int

  /// Starts the first stage.
  public init() { last = Self.now }

  /// Ends a stage, and starts the next: how many nanoseconds it took.
  public mutating func lap() -> Int {
    let now = Self.now
    defer { last = now }
    return now - last
  }

  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}

/// How many images each worker has, the one at work among them.
///
/// Of images that take long it has one more, so that it need not wait for the next: what it has
/// waiting no other worker takes, and what it has done that is not noted a kill loses. Of images that
/// take milliseconds it has as many as keep it busy while the run commits others and waits for the
/// disk.
struct WorkAhead {
  /// The most images that a worker has.
  static let most = 8
  /// How many it has at least.
  static let least = 2
  /// What it has ahead is to take no longer than this: nanoseconds.
  private static let reach = 160_000_000
  /// How long an image takes, of those that were answered last: nanoseconds.
  private var mean = Double(reach)

  /// Notes how long an image took.
  mutating func note(_ times: ImageTimes) {
    // So that one that takes long counts at once, and is forgotten in some tens.
    mean += (Double(times.busy) - mean) / 16
  }

  /// How many images a worker may have.
  ///
  /// - Parameters:
  ///   - left: How many wait that no worker has.
  ///   - workers: How many workers there are. The last images are spread over all of them.
  func limit(left: Int, workers: Int) -> Int {
    let quick = Int(Double(Self.reach) / max(mean, 1))
    return max(Self.least, min(Self.most, quick, left / (2 * max(1, workers))))
  }

  /// How many answers are noted together: most of what the run does for one it does for all that come
  /// together.
  func batch(_ limit: Int, workers: Int) -> Int {
    limit > Self.least ? min(limit * workers / 2, 64) : 1
  }

  /// For how long, in microseconds, the run may look away while the workers have enough to do.
  func nap(_ limit: Int) -> UInt32 {
    limit > Self.least ? UInt32(min(mean * Double(limit) / 4, Self.longestNap) / 1000) : 0
  }

  /// In nanoseconds. A worker's socket takes some answers until then.
  private static let longestNap = 4e6
}

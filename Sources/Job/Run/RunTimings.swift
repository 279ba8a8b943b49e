/// How long the stages of a run took. What workers do is summed over all images, and so over workers
/// that work at the same time. All in nanoseconds.
public struct RunTimings: Equatable, Sendable {
  /// How many images workers have answered for.
  public internal(set) var images = 0
  /// Walking the raw trees, and comparing them with the catalog.
  public internal(set) var crawl = 0
  /// Reading files, with their digests.
  public internal(set) var read = 0
  /// Decoding them.
  public internal(set) var decode = 0
  /// The search for faces.
  public internal(set) var detect = 0
  /// The search for landmarks.
  public internal(set) var landmarks = 0
  /// Cutting faces out.
  public internal(set) var warp = 0
  /// Their sharpness and descriptors.
  public internal(set) var describe = 0
  /// Workers waiting for something to do.
  public internal(set) var wait = 0
  /// Committing what became of images to the catalog.
  public internal(set) var write = 0
  /// Selecting faces, and writing and publishing the dataset.
  public internal(set) var finish = 0

  /// Adds an image's times.
  mutating func add(_ times: ImageTimes) {
    images += 1
    read += times.read
    decode += times.align.decode
    detect += times.align.detect
    landmarks += times.align.landmarks
    warp += times.align.warp
    describe += times.align.describe
    wait += times.wait
  }
}

import Align

/// How long a worker took for an image, in nanoseconds.
struct ImageTimes: Equatable, Sendable {
  /// Waiting until there was something to do.
  var wait = 0
  /// Reading the file, with its digest.
  var read = 0
  /// The rest.
  var align = AlignTimes()

  /// All but the waiting.
  var busy: Int {
    read + align.decode + align.detect + align.landmarks + align.warp + align.describe
  }
}

extension Message {
  mutating func write(_ times: ImageTimes) {
    let align = times.align
    for time in [
      times.wait, times.read, align.decode, align.detect, align.landmarks, align.warp,
      align.describe,
    ] { write(time) }
  }

  mutating func readTimes() throws(Malformed) -> ImageTimes {
    var times = ImageTimes()
    times.wait = try readInt()
    times.read = try readInt()
    times.align.decode = try readInt()
    times.align.detect = try readInt()
    times.align.landmarks = try readInt()
    times.align.warp = try readInt()
    times.align.describe = try readInt()
    return times
  }
}

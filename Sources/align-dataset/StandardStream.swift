import Glibc

/// A stream that the program prints to.
enum StandardStream: Int32 {
  case output = 1
  case error = 2

  /// Puts something in the place of streams that were closed before the program began.
  ///
  /// The next file that is opened would take a closed one's number, and what is printed would go
  /// into a shard. What is printed fails instead, because this is open for reading only.
  static func fillClosed() {
    var descriptor: Int32 = 0
    while (0...error.rawValue).contains(descriptor) { descriptor = open("/dev/null", O_RDONLY) }
    if descriptor > error.rawValue { close(descriptor) }
  }

  /// Writes all of the text; false if it can't, and then `errno` says why.
  @discardableResult
  func write(_ text: String) -> Bool { Descriptor(number: rawValue).write(Array(text.utf8)) }

  /// Whether the stream goes to a terminal.
  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// The terminal's width in columns, or nil if the stream doesn't go to one.
  var columns: Int? {
    guard isTerminal else { return nil }
    var size = winsize()
    // Serial lines and some containers have terminals that do not know how wide they are.
    guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}

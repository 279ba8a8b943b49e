import Glibc

/// A file, pipe or terminal that is open.
struct Descriptor {
  let number: Int32

  /// Writes all of the bytes, in one call where the system takes them at once; false if it can't, and
  /// then `errno` says why.
  func write(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno == EAGAIN {
        // Whoever started the program made it so. A line that is cut is of no use, so it is waited for
        // the reader, as with any other pipe.
        var wish = pollfd(fd: number, events: Int16(POLLOUT), revents: 0)
        poll(&wish, 1, -1)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}

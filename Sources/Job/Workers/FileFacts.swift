import Glibc

/// What is noted of a source file.
struct FileFacts: Equatable, Sendable {
  /// The file's size.
  let bytes: Int
  /// When it was last changed: nanoseconds since 1970.
  let modified: Int
  /// The digest of its bytes; nil if they were not all read.
  let sha256: String?

  init(bytes: Int, modified: Int, sha256: String?) {
    self.bytes = bytes
    self.modified = modified
    self.sha256 = sha256
  }

  /// The size and time of the file at a path, links followed; nil where there is none to be seen.
  init?(of location: [UInt8]) {
    var status = stat()
    guard stat(location.map(CChar.init(bitPattern:)) + [0], &status) == 0 else { return nil }
    self.init(status)
  }

  /// What the system says of a file.
  init(_ status: stat, sha256: String? = nil) {
    self.init(
      bytes: Int(status.st_size), modified: Self.nanoseconds(status.st_mtim), sha256: sha256)
  }

  /// A file's time in nanoseconds since 1970. A file may state any year; those before 1677 and
  /// after 2262 are taken for the ends of what 64 bits hold.
  static func nanoseconds(_ time: timespec) -> Int {
    let (whole, overflow) = time.tv_sec.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, secondOverflow) = whole.addingReportingOverflow(time.tv_nsec)
    return overflow || secondOverflow ? (time.tv_sec < 0 ? .min : .max) : sum
  }
}

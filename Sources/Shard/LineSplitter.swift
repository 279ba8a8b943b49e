/// Cuts chunks of a file into lines, holding no more than one line in memory.
struct LineSplitter {
  /// What a file has between two line feeds.
  enum Line {
    /// A line's bytes, without the line feed.
    case bytes([UInt8])
    /// A line longer than ``limit``.
    case tooLong
  }

  /// More bytes than any line needs: a path has 4,096, and a byte takes six as an escape.
  static let limit = 1 << 20

  private var line: [UInt8] = []
  private var isTooLong = false

  /// Whether bytes came after the last line feed.
  var hasRest: Bool { isTooLong || !line.isEmpty }

  /// Adds a chunk and calls `body` with each line that it ends.
  mutating func add(_ chunk: UnsafeRawBufferPointer, _ body: (Line) -> Void) {
    var rest = chunk[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      append(rest[..<end])
      body(take())
      rest = rest[(end + 1)...]
    }
    append(rest)
  }

  /// The line so far; the next one begins.
  mutating func take() -> Line {
    defer {
      line.removeAll(keepingCapacity: true)
      isTooLong = false
    }
    return isTooLong ? .tooLong : .bytes(line)
  }

  private mutating func append(_ bytes: Slice<UnsafeRawBufferPointer>) {
    if line.count + bytes.count > Self.limit { isTooLong = true }
    if !isTooLong { line.append(contentsOf: bytes) }
  }
}

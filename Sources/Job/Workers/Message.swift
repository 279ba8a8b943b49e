/// Bytes that processes of this program exchange, written and read back in order: numbers of 8
/// bytes, texts and arrays after their count. Both sides are the same build, so that a message needs
/// no version.
struct Message {
  /// A message that ends too soon, or says something impossible.
  struct Malformed: Error {}

  private(set) var bytes: [UInt8]
  private var position: Int
  /// Where the message ends among the bytes.
  private let end: Int?

  /// Begins an empty message.
  ///
  /// - Parameter capacity: For how many bytes there is room at once.
  init(capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(capacity)
    (position, end) = (0, nil)
  }

  /// Takes a message that was received.
  init(_ bytes: [UInt8]) { self.init(bytes, in: bytes.indices) }

  /// Takes a message that was received among others, without copying it.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    (position, end) = (range.lowerBound, range.upperBound)
  }

  /// How many bytes are still to be read.
  private var left: Int { (end ?? bytes.count) - position }

  mutating func write(_ number: Int) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ number: Double) { write(Int(bitPattern: UInt(number.bitPattern))) }

  mutating func write(_ array: [UInt8]) {
    write(array.count)
    bytes.append(contentsOf: array)
  }

  mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Adds all that was written to another message.
  mutating func append(_ other: Message) { bytes += other.bytes }

  mutating func write(_ text: String?) {
    write(text == nil ? 0 : 1)
    if let text { write(text) }
  }

  mutating func readInt() throws(Malformed) -> Int {
    guard left >= 8 else { throw Malformed() }
    defer { position += 8 }
    return bytes.withUnsafeBytes {
      Int(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: Int.self))
    }
  }

  mutating func readDouble() throws(Malformed) -> Double {
    Double(bitPattern: UInt64(UInt(bitPattern: try readInt())))
  }

  mutating func readBytes() throws(Malformed) -> [UInt8] {
    let count = try readInt()
    guard count >= 0, left >= count else { throw Malformed() }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  mutating func readText() throws(Malformed) -> String {
    String(decoding: try readBytes(), as: UTF8.self)
  }

  mutating func readTextIfAny() throws(Malformed) -> String? {
    try readInt() == 0 ? nil : try readText()
  }
}

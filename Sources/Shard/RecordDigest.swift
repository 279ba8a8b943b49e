/// The first half of the SHA-256 of a record's line: enough to tell two records apart, and small
/// enough to keep for every source image.
public struct RecordDigest: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64

  /// Creates the digest of a record, as this program would write it.
  public init(_ record: JSONValue) {
    let digest = SHA256()
    Array(record.line.utf8).withUnsafeBytes(digest.update)
    let bytes = digest.finishBytes()
    func number(_ range: Range<Int>) -> UInt64 { bytes[range].reduce(0) { $0 << 8 | UInt64($1) } }
    high = number(0..<8)
    low = number(8..<16)
  }
}

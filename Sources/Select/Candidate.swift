/// An aligned face that may go into a dataset.
public struct Candidate: Sendable {
  /// Whom it is said to show: an index into the identities.
  public let identity: Int
  /// The photograph: faces of files with the same bytes have the same number.
  public let photograph: Int
  /// The face's box in the photograph: left, top, right and bottom, inclusive pixels.
  public let box: SIMD4<Int32>
  /// The detector's confidence.
  public let score: Double
  /// What tells the aligned pixels from others: equal only if they are, as a digest is.
  public let pixels: Digest
  /// What tells the face from all others, wherever its file lies and whatever that is called: the
  /// digest of the file's bytes, and which of its faces it is.
  public let key: String

  /// Creates a candidate; see the properties.
  public init(
    identity: Int, photograph: Int, box: SIMD4<Int32>, score: Double, pixels: Digest, key: String
  ) {
    self.identity = identity
    self.photograph = photograph
    self.box = box
    self.score = score
    self.pixels = pixels
    self.key = key
  }

  /// A digest's first half: enough to tell any number of faces apart.
  public struct Digest: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// Takes the first 32 of a digest's hexadecimal digits.
    public init(_ hexadecimal: String) {
      let digits = hexadecimal.utf8.prefix(32)
      func number(_ digits: some Sequence<UInt8>) -> UInt64 {
        digits.reduce(0) { number, digit in
          number << 4 | UInt64(digit & 0x0F) + (digit & 0x40 == 0 ? 0 : 9)
        }
      }
      high = number(digits.prefix(16))
      low = number(digits.dropFirst(16))
    }
  }

  /// How many pixels the face's box holds.
  var area: Int {
    (Int(box[2]) - Int(box[0]) + 1) * (Int(box[3]) - Int(box[1]) + 1)
  }
}

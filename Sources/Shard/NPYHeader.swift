/// The header of a NumPy file: format version 1.0, `numpy.lib.format`.
public struct NPYHeader: Equatable, Sendable {
  /// The array's shape, in C order.
  public let shape: [Int]
  /// What its elements are.
  public let element: Element

  /// What an array's elements are.
  public enum Element: Equatable, Sendable {
    /// Bytes without a sign.
    case uint8
    /// Numbers of 64 bits with a sign, the least significant byte first.
    case int64
    /// Texts of so many code points, 4 bytes each, the least significant first; shorter ones end
    /// in zeros.
    case text(length: Int)

    /// NumPy's name of the type.
    var descriptor: String {
      switch self {
      case .uint8: "|u1"
      case .int64: "<i8"
      case .text(let length): "<U\(length)"
      }
    }

    /// How many bytes an element has.
    var bytes: Int {
      switch self {
      case .uint8: 1
      case .int64: 8
      case .text(let length): 4 * length
      }
    }
  }

  /// Creates a header for an array of that shape, by default of bytes.
  public init(shape: [Int], of element: Element = .uint8) {
    self.shape = shape
    self.element = element
  }

  /// The number of bytes that follow the header.
  public var payload: Int { shape.reduce(element.bytes, *) }

  /// The header's bytes: magic, version, length and a Python dictionary, padded so that the array
  /// begins at a multiple of 64.
  public var bytes: [UInt8] {
    let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    let dictionary =
      "{'descr': '\(element.descriptor)', 'fortran_order': False, 'shape': (\(sizes)), }"
    let preamble = Self.magic.count + 2
    let unpadded = preamble + dictionary.utf8.count + 1
    let length = (unpadded + 63) / 64 * 64 - preamble
    let padding = String(repeating: " ", count: length - dictionary.utf8.count - 1)
    return Self.magic + [UInt8(length & 0xFF), UInt8(length >> 8)]
      + Array((dictionary + padding + "\n").utf8)
  }

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
}

/// The header of a NumPy file of bytes: format version 1.0, `numpy.lib.format`.
public struct NPYHeader: Equatable, Sendable {
  /// The array's shape, in C order.
  public let shape: [Int]

  /// Creates a header for an array of that shape.
  public init(shape: [Int]) {
    self.shape = shape
  }

  /// The number of bytes that follow the header.
  public var payload: Int { shape.reduce(1, *) }

  /// The header's bytes: magic, version, length and a Python dictionary, padded so that the array
  /// begins at a multiple of 64.
  public var bytes: [UInt8] {
    let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    let dictionary = "{'descr': '|u1', 'fortran_order': False, 'shape': (\(sizes)), }"
    let preamble = Self.magic.count + 2
    let unpadded = preamble + dictionary.utf8.count + 1
    let length = (unpadded + 63) / 64 * 64 - preamble
    let padding = String(repeating: " ", count: length - dictionary.utf8.count - 1)
    return Self.magic + [UInt8(length & 0xFF), UInt8(length >> 8)]
      + Array((dictionary + padding + "\n").utf8)
  }

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
}

/// A `tf.train.Example` (tensorflow/core/example/example.proto), encoded as Protocol Buffers lay
/// messages out.
struct TFExample {
  /// A feature of one value.
  enum Feature {
    case bytes([UInt8])
    case int64(Int)
  }

  /// The encoded message.
  private(set) var bytes: [UInt8] = []

  /// - Parameter features: Names and values. They keep this order, so that the same example is always
  ///   the same bytes.
  init(_ features: [(String, Feature)]) {
    var map: [UInt8] = []
    for (name, feature) in features {
      // An entry of a map is a message of its key and its value.
      let entry = Self.field(1, Array(name.utf8)) + Self.field(2, Self.message(feature))
      map += Self.field(1, entry)
    }
    bytes = Self.field(1, map)
  }

  private static func message(_ feature: Feature) -> [UInt8] {
    switch feature {
    case .bytes(let bytes): field(1, field(1, bytes))
    case .int64(let value): field(3, field(1, varint(UInt64(bitPattern: Int64(value)))))
    }
  }

  /// A field whose value has a length: bytes, text, a message or packed numbers.
  private static func field(_ number: UInt64, _ value: [UInt8]) -> [UInt8] {
    varint(number << 3 | 2) + varint(UInt64(value.count)) + value
  }

  private static func varint(_ value: UInt64) -> [UInt8] {
    var (bytes, rest) = ([UInt8](), value)
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }
}

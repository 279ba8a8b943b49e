/// An argument in quotes, safe to print: control characters and bytes that aren't UTF-8 are
/// escaped, so no argument can drive the terminal it is echoed to.
struct PrintableArgument: CustomStringConvertible {
  /// The most characters shown; an argument may be as long as megabytes.
  static let limit = 60

  let description: String

  init(_ bytes: [UInt8]) {
    var text = ""
    var parser = Unicode.UTF8.ForwardParser()
    var input = bytes.makeIterator()
    var position = 0
    var shown = 0
    reading: while true {
      guard shown < Self.limit || position == bytes.count else {
        text += "..."
        break
      }
      switch parser.parseScalar(from: &input) {
      case .valid(let encoded):
        text += Self.escaped(Unicode.UTF8.decode(encoded))
        position += encoded.count
      case .error(let length):
        text += bytes[position..<position + length].map(Self.hexadecimal).joined()
        position += length
      case .emptyInput:
        break reading
      }
      shown += 1
    }
    description = "'\(text)'"
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    case "\\": return "\\\\"
    case "'": return "\\'"
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned,
      .surrogate:
      guard let byte = UInt8(exactly: scalar.value), byte < 0x80 else {
        return "\\u{\(String(scalar.value, radix: 16))}"
      }
      return hexadecimal(byte)
    default:
      return String(scalar)
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "\\x0" : "\\x") + String(byte, radix: 16)
  }
}

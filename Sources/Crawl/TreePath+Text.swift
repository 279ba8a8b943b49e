extension TreePath {
  private static let backslash = UInt8(ascii: "\\")

  /// The path as text that ``init(text:)`` takes back without loss.
  public var text: String {
    if !bytes.contains(Self.backslash), let text = String(validating: bytes, as: UTF8.self) {
      return text
    }
    var text = ""
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var position = 0
    while true {
      switch parser.parseScalar(from: &iterator) {
      case .emptyInput:
        return text
      case .valid(let scalar):
        let decoded = Unicode.UTF8.decode(scalar)
        text.unicodeScalars.append(decoded)
        if decoded == "\\" { text.unicodeScalars.append(decoded) }
        position += scalar.count
      case .error(let length):
        for byte in bytes[position..<position + length] { text += Self.escape(byte) }
        position += length
      }
    }
  }

  /// Creates a path from its text form.
  ///
  /// Returns nil where a backslash is followed by something other than a backslash or `xHH`, with
  /// lowercase digits.
  public init?(text: String) {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == Self.backslash else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case Self.backslash:
        bytes.append(Self.backslash)
      case UInt8(ascii: "x"):
        guard let high = rest.popFirst().flatMap(Self.digit),
          let low = rest.popFirst().flatMap(Self.digit)
        else { return nil }
        bytes.append(high << 4 | low)
      default:
        return nil
      }
    }
    self.init(bytes)
  }

  /// The value of a hexadecimal digit.
  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  private static func escape(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return "\\x" + (digits.count == 1 ? "0" : "") + digits
  }
}

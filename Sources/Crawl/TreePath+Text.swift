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
  /// Returns nil where a backslash is followed by something other than a backslash or `xHH`.
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
        let digits = String(decoding: rest.prefix(2), as: UTF8.self)
        guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else { return nil }
        bytes.append(value)
        rest = rest.dropFirst(2)
      default:
        return nil
      }
    }
    self.init(bytes)
  }

  private static func escape(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return "\\x" + (digits.count == 1 ? "0" : "") + digits
  }
}

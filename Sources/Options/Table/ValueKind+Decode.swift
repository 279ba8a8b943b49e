extension ValueKind {
  /// The number that the bytes spell, or nil if it isn't one in the range.
  func integer(from bytes: [UInt8]) -> Int? {
    guard case .integer(let range) = self, let text = String(validating: bytes, as: UTF8.self),
      let number = Int(text), range.contains(number)
    else { return nil }
    return number
  }

  /// The number that the bytes spell, or nil if it isn't one of 64 bits without a sign.
  func unsigned(from bytes: [UInt8]) -> UInt64? {
    guard case .unsigned = self, let text = String(validating: bytes, as: UTF8.self) else {
      return nil
    }
    return UInt64(text)
  }

  /// The word that the bytes spell, or nil if it isn't one of the choices.
  func choice(from bytes: [UInt8]) -> String? {
    guard case .choice(let words) = self else { return nil }
    return words.first { $0.utf8.elementsEqual(bytes) }
  }

  /// The share that the bytes spell, or nil if it isn't one.
  func share(from bytes: [UInt8]) -> Double? {
    guard case .share = self, let text = String(validating: bytes, as: UTF8.self),
      let number = Double(text), (0..<1).contains(number),
      text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") })
    else { return nil }
    return number
  }

  /// Bytes with or without a name before them, or nil if what is behind it isn't of the kind.
  func named(from bytes: [UInt8]) -> NamedArgument? {
    guard case .named(let kind) = self else { return nil }
    let argument = NamedArgument(bytes)
    switch kind {
    case .choice where kind.choice(from: argument.value) == nil: return nil
    default: return argument.value.isEmpty ? nil : argument
    }
  }

  /// The text, or nil if it is empty.
  func text(from bytes: [UInt8]) -> [UInt8]? { path(from: bytes) }

  /// The path, or nil if it is empty, which names nothing.
  func path(from bytes: [UInt8]) -> [UInt8]? {
    bytes.isEmpty ? nil : bytes
  }
}

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

  /// The path, or nil if it is empty, which names nothing.
  func path(from bytes: [UInt8]) -> [UInt8]? {
    bytes.isEmpty ? nil : bytes
  }
}

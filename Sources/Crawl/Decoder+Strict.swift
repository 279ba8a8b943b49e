extension Decoder {
  /// An object of these keys; another key is an error.
  func container<Key: CodingKey & CaseIterable>(
    only keys: Key.Type
  ) throws -> KeyedDecodingContainer<Key> {
    let known = keys.allCases.map(\.stringValue)
    let present = try container(keyedBy: AnyKey.self).allKeys
    if let key = present.first(where: { !known.contains($0.stringValue) }) {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: codingPath + [key],
          debugDescription: "is none of the fields \(known.joined(separator: ", "))"))
    }
    return try container(keyedBy: keys)
  }
}

extension KeyedDecodingContainer {
  /// A field that may be left out, but not be null.
  func decode<Value: Decodable>(_ key: Key) throws -> Value? {
    try contains(key) ? decode(Value.self, forKey: key) : nil
  }
}

/// Any key of an object.
private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) {
    self.stringValue = stringValue
  }

  init?(intValue: Int) {
    nil
  }
}

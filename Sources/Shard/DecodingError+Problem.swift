extension DecodingError {
  /// What a decoder did not find, in a sentence.
  var problem: String {
    switch self {
    case .keyNotFound(let key, let context): "'\(Self.place(context, key))' is missing"
    case .valueNotFound(_, let context): "'\(Self.place(context))' is null"
    case .typeMismatch(_, let context): "'\(Self.place(context))' is of another type"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      "'\(Self.place(context))': \(context.debugDescription)"
    default: "it is not JSON"
    }
  }

  private static func place(_ context: Context, _ last: (any CodingKey)? = nil) -> String {
    var place = ""
    for key in context.codingPath + [last].compactMap(\.self) {
      if let index = key.intValue {
        place += "[\(index)]"
      } else {
        place += place.isEmpty ? key.stringValue : ".\(key.stringValue)"
      }
    }
    return place
  }
}

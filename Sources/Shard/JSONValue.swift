/// A JSON value whose keys keep their order, so that the same value is always the same bytes.
public enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  /// A key and its value.
  public struct Member: Equatable, Sendable {
    let key: String
    let value: JSONValue

    /// Joins the two.
    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByNilLiteral
{
  /// An object, its keys in the order written.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { Member(key: $0.0, value: $0.1) })
  }

  /// An array.
  public init(arrayLiteral elements: JSONValue...) {
    self = .array(elements)
  }

  /// A string.
  public init(stringLiteral value: String) {
    self = .string(value)
  }

  /// A number.
  public init(integerLiteral value: Int) {
    self = .int(value)
  }

  /// Null.
  public init(nilLiteral: ()) {
    self = .null
  }

  /// An object with its keys sorted by their bytes.
  public init(sorted values: [String: JSONValue]) {
    let keys = values.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    self = .object(keys.map { Member(key: $0, value: values[$0] ?? .null) })
  }

  /// Text, or null where there is none.
  public init(_ text: String?) {
    self = text.map(JSONValue.string) ?? .null
  }

  /// A number, or null where there is none.
  public init(_ number: Int?) {
    self = number.map(JSONValue.int) ?? .null
  }

  /// Numbers, or null where there are none.
  public init(_ values: [Double]?) {
    self = values.map { .array($0.map(JSONValue.double)) } ?? .null
  }

  /// A number rounded to some decimals.
  public init(_ value: Double, decimals: Int) {
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (value * scale).rounded()
    // Without the sign of a zero, which says nothing; as it is where it is too large to have
    // decimals.
    self = .double(scaled.isFinite ? scaled / scale + 0 : value)
  }
}

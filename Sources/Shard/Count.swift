/// A number of things as a file states it: never negative, and so small that sums and products of
/// what a damaged file says cannot overflow.
@propertyWrapper
public struct Count: Equatable, Decodable, Sendable {
  /// The greatest number: 2,147,483,647.
  public static let limit = Int(Int32.max)

  /// The number.
  public let wrappedValue: Int

  /// Creates a count.
  public init(wrappedValue: Int) {
    self.wrappedValue = wrappedValue
  }

  /// Reads a count.
  ///
  /// - Throws: `DecodingError` where it is no integer from 0 to ``limit``.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    wrappedValue = try container.decode(Int.self)
    guard (0...Self.limit).contains(wrappedValue) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(wrappedValue) is not a number from 0 to \(Self.limit)")
    }
  }
}

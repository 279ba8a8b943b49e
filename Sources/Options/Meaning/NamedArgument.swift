/// An argument that may be for one raw tree alone: `NAME=VALUE`.
///
/// What is before the first equals sign is a name if no slash is in it, so that a path with such a
/// sign can be given as `./a=b`.
public struct NamedArgument: Equatable, Sendable {
  /// The argument as it was given.
  public let whole: [UInt8]
  /// The raw tree's name; nil if the argument has none.
  public let name: [UInt8]?
  /// What is behind the name.
  public let value: [UInt8]

  /// Reads an argument.
  public init(_ bytes: [UInt8]) {
    whole = bytes
    let (equals, slash) = (UInt8(ascii: "="), UInt8(ascii: "/"))
    if let end = bytes.firstIndex(of: equals), end > 0, !bytes[..<end].contains(slash) {
      name = Array(bytes[..<end])
      value = Array(bytes[(end + 1)...])
    } else {
      name = nil
      value = bytes
    }
  }
}

/// Somebody whom a raw tree has photographs of.
public struct Identity: Sendable {
  /// The raw tree's number, in the order in which trees were given.
  public let source: Int
  /// What the tree calls the person.
  public let identity: String
  /// The person's name; ``identity`` where the tree has no other.
  public let name: String

  /// Creates an identity; see the properties.
  public init(source: Int, identity: String, name: String) {
    self.source = source
    self.identity = identity
    self.name = name
  }

  /// Whether the person has a name rather than a number.
  var isNamed: Bool { name.unicodeScalars.contains(where: \.properties.isAlphabetic) }
}

/// A line of identities.jsonl: one person's label and where their faces are.
public struct IdentityRecord: Equatable, Decodable, Sendable {
  /// The label: 0 to n-1 in the identities' order.
  @Count public var label: Int
  /// The identity, as the raw tree names it.
  public let identity: String
  /// The person's name, from the raw tree's list; the identity where there is none.
  public let name: String
  /// The raw tree's name.
  public let source: String
  /// The split that holds the faces.
  public let split: Split
  /// The first face's place in the split, counted through its shards.
  @Count public var first: Int
  /// How many faces there are.
  @Count public var faces: Int

  /// Creates a record; see the properties.
  public init(
    label: Int, identity: String, name: String, source: String, split: Split, first: Int,
    faces: Int
  ) {
    _label = Count(wrappedValue: label)
    self.identity = identity
    self.name = name
    self.source = source
    self.split = split
    _first = Count(wrappedValue: first)
    _faces = Count(wrappedValue: faces)
  }

  /// The line.
  public var json: JSONValue {
    [
      "label": .int(label), "identity": .string(identity), "name": .string(name),
      "source": .string(source), "split": .string(split.rawValue), "first": .int(first),
      "faces": .int(faces),
    ]
  }
}

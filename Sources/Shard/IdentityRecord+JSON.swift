extension IdentityRecord: Decodable {
  private enum Key: String, CodingKey {
    case label, split, first, faces, val, merged
    case probable = "probably_same_as"
  }

  /// Reads a line.
  ///
  /// - Throws: `DecodingError` where a key is missing or of another type.
  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    self.init(
      label: try line.decode(Count.self, forKey: .label).wrappedValue,
      member: try Member(from: decoder), rows: try Rows(from: decoder),
      val: try line.decode(ValRows?.self, forKey: .val)?.rows,
      merged: try line.decode([Merged].self, forKey: .merged),
      probable: try line.decode([Probable].self, forKey: .probable))
  }

  /// The line.
  public var json: JSONValue {
    [
      "label": .int(label), "identity": .string(member.identity), "name": .string(member.name),
      "source": .string(member.source), "split": .string(rows.split.rawValue),
      "first": Self.number(rows.first), "faces": .int(rows.faces),
      "val": val.map { ["first": Self.number($0.first), "faces": .int($0.faces)] } ?? .null,
      "merged": .array(
        merged.map { merged in
          [
            "identity": .string(merged.member.identity), "name": .string(merged.member.name),
            "source": .string(merged.member.source), "matched": .string(merged.matched),
            "how": .string(merged.how),
          ]
        }),
      "probably_same_as": .array(
        probable.map { probable in
          [
            "identity": .string(probable.member.identity), "name": .string(probable.member.name),
            "source": .string(probable.member.source), "shared": .int(probable.shared),
          ]
        }),
    ]
  }

  private static func number(_ number: Int?) -> JSONValue { number.map(JSONValue.int) ?? .null }
}

extension IdentityRecord.Member: Decodable {
  private enum Key: String, CodingKey { case source, identity, name }

  /// Reads the object that has its keys.
  ///
  /// - Throws: `DecodingError` where a key is missing or of another type.
  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    self.init(
      source: try line.decode(String.self, forKey: .source),
      identity: try line.decode(String.self, forKey: .identity),
      name: try line.decode(String.self, forKey: .name))
  }
}

extension IdentityRecord.Rows: Decodable {
  fileprivate enum Key: String, CodingKey { case split, first, faces }

  /// Reads the object that has its keys.
  ///
  /// - Throws: `DecodingError` where a key is missing or of another type.
  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    self.init(
      split: try line.decode(Split.self, forKey: .split),
      first: try line.decode(Count?.self, forKey: .first)?.wrappedValue,
      faces: try line.decode(Count.self, forKey: .faces).wrappedValue)
  }
}

/// What follows `val`: rows that need not say which split they are of.
private struct ValRows: Decodable {
  let rows: IdentityRecord.Rows

  init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: IdentityRecord.Rows.Key.self)
    rows = IdentityRecord.Rows(
      split: .val, first: try line.decode(Count?.self, forKey: .first)?.wrappedValue,
      faces: try line.decode(Count.self, forKey: .faces).wrappedValue)
  }
}

extension IdentityRecord.Merged: Decodable {
  private enum Key: String, CodingKey { case matched, how }

  /// Reads the object that has its keys.
  ///
  /// - Throws: `DecodingError` where a key is missing or of another type.
  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    self.init(
      member: try IdentityRecord.Member(from: decoder),
      matched: try line.decode(String.self, forKey: .matched),
      how: try line.decode(String.self, forKey: .how))
  }
}

extension IdentityRecord.Probable: Decodable {
  private enum Key: String, CodingKey { case shared }

  /// Reads the object that has its keys.
  ///
  /// - Throws: `DecodingError` where a key is missing or of another type.
  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    self.init(
      member: try IdentityRecord.Member(from: decoder),
      shared: try line.decode(Count.self, forKey: .shared).wrappedValue)
  }
}

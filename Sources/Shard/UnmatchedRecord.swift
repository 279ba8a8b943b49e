/// A line of unmatched.jsonl: a row of a tree's metadata without a file, or a file without a row.
public struct UnmatchedRecord: Equatable, Sendable {
  /// What is missing of what.
  public enum Kind: String, Codable, Sendable {
    /// Metadata tells of a photograph that the tree does not have.
    case rowWithoutFile = "row_without_file"
    /// The tree has a photograph that metadata does not tell of.
    case fileWithoutRow = "file_without_row"
  }

  /// What is missing.
  public let kind: Kind
  /// The face: the path of the file that is there, or the one at which it would be.
  public let face: FaceReference
  /// Where the row is; nil where there is none.
  public let row: Row?

  /// A row of metadata.
  public struct Row: Equatable, Sendable {
    /// The metadata's file.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// The name that it states; nil where it has none.
    public let name: String?

    /// Creates a row; see the properties.
    public init(file: String, line: Int, name: String?) {
      self.file = file
      self.line = line
      self.name = name
    }
  }

  /// Creates a record; see the properties.
  public init(kind: Kind, face: FaceReference, row: Row?) {
    self.kind = kind
    self.face = face
    self.row = row
  }

  /// The line.
  public var json: JSONValue {
    JSONValue(
      face,
      [
        "kind": .string(kind.rawValue), "metadata": JSONValue(row?.file),
        "line": row.map { .int($0.line) } ?? .null, "name": JSONValue(row?.name),
      ])
  }
}

extension UnmatchedRecord: Decodable {
  private enum Key: String, CodingKey { case kind, metadata, line, name }

  /// Reads a line.
  ///
  /// - Throws: `DecodingError` where a key is missing or of another type.
  public init(from decoder: any Decoder) throws {
    let line = try decoder.container(keyedBy: Key.self)
    let file = try line.decode(String?.self, forKey: .metadata)
    let number = try line.decode(Count?.self, forKey: .line)?.wrappedValue
    let name = try line.decode(String?.self, forKey: .name)
    let kind = try line.decode(Kind.self, forKey: .kind)
    guard (kind == .rowWithoutFile) == (file != nil), (file == nil) == (number == nil) else {
      throw DecodingError.dataCorruptedError(
        forKey: .metadata, in: line, debugDescription: "does not go with 'kind'")
    }
    self.init(
      kind: kind, face: try FaceReference(from: decoder),
      row: file.map { Row(file: $0, line: number ?? 0, name: name) })
  }
}

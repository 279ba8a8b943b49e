extension DatasetDescription {
  /// The text of dataset.json.
  public var page: String { DescriptionSeal.seal(json.page) }

  /// The value that dataset.json holds, without the digest that ends it.
  public var json: JSONValue {
    [
      "format": .string(Self.format), "version": .int(Self.version), "size": .int(facts.size),
      "channels": "RGB", "dtype": "uint8", "landmarks": .string(facts.landmarks),
      "tool": .string(facts.tool),
      "counts": counts.json,
      "mean": JSONValue(mean), "std": JSONValue(deviation),
      "splits": .object(
        Split.allCases.compactMap { split in
          splits[split].map { JSONValue.Member(key: split.rawValue, value: $0.json) }
        }),
      "lists": JSONValue(sorted: lists.mapValues(JSONValue.string)),
      "sources": .array(facts.sources),
      "options": JSONValue(sorted: facts.options),
      "models": JSONValue(sorted: facts.models.mapValues(JSONValue.string)),
      "libraries": .array(facts.libraries.map(JSONValue.string)),
    ]
  }
}

extension DatasetDescription.Facts {
  /// All of the facts: where these are the same, and the faces too, so is the dataset.
  public var json: JSONValue {
    [
      "size": .int(size), "landmarks": .string(landmarks), "tool": .string(tool),
      "sources": .array(sources), "options": JSONValue(sorted: options),
      "models": JSONValue(sorted: models.mapValues(JSONValue.string)),
      "libraries": .array(libraries.map(JSONValue.string)),
    ]
  }
}

extension DatasetDescription.Counts {
  /// The value of dataset.json's `counts`.
  public var json: JSONValue {
    [
      "found": .int(found), "aligned": .int(aligned),
      "rejected": JSONValue(sorted: rejected.mapValues(JSONValue.int)),
      "duplicates": .int(duplicates), "conflicts": .int(conflicts), "excluded": .int(excluded),
      "pruned": .int(pruned),
      "kept": .int(kept), "identities": .int(identities),
      "rows_without_file": .int(rowsWithoutFile), "files_without_row": .int(filesWithoutRow),
    ]
  }
}

extension DatasetDescription.Counts: Decodable {
  private enum Key: String, CodingKey {
    case found, aligned, rejected, duplicates, conflicts, excluded, pruned, kept, identities
    case rowsWithoutFile = "rows_without_file"
    case filesWithoutRow = "files_without_row"
  }

  /// Reads counts.
  ///
  /// - Throws: `DecodingError` where one is missing that every dataset has, or is no number.
  public init(from decoder: any Decoder) throws {
    let counts = try decoder.container(keyedBy: Key.self)
    func count(_ key: Key) throws -> Int { try counts.decode(Count.self, forKey: key).wrappedValue }
    // Datasets of the first versions have none of these.
    func added(_ key: Key) throws -> Int { try counts.contains(key) ? count(key) : 0 }
    self.init(
      found: try count(.found), aligned: try count(.aligned),
      rejected: try counts.decode([String: Int].self, forKey: .rejected),
      duplicates: try count(.duplicates), conflicts: try added(.conflicts),
      excluded: try added(.excluded), pruned: try added(.pruned), kept: try count(.kept),
      identities: try count(.identities),
      rowsWithoutFile: try added(.rowsWithoutFile), filesWithoutRow: try added(.filesWithoutRow))
  }
}

extension DatasetDescription.SplitDescription {
  fileprivate var json: JSONValue {
    [
      "faces": .int(faces), "identities": .int(identities),
      "shards": .array(
        shards.map { shard in
          [
            "tensor": .string(shard.tensor), "manifest": .string(shard.manifest),
            "faces": .int(shard.faces), "tensor_sha256": .string(shard.tensorSHA256),
            "manifest_sha256": .string(shard.manifestSHA256),
          ]
        }),
    ]
  }
}

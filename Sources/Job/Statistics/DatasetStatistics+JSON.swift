import Shard

extension DatasetStatistics {
  /// What `align-dataset stats --json` prints; docs/formats.md has the keys.
  public var json: JSONValue {
    [
      "format": "align-dataset-stats", "version": 1,
      "dataset": dataset?.json ?? .null,
      "run": run.map { run in
        ["at_work": isAtWork.map(JSONValue.bool) ?? .null, "catalog": run.json]
      } ?? .null,
    ]
  }
}

extension CountedCatalog {
  fileprivate var json: JSONValue {
    [
      "found": .int(found), "pending": .int(pending), "aligned": .int(aligned),
      "rejected": JSONValue(sorted: rejected.mapValues(JSONValue.int)),
      "selected": selected?.json ?? .null, "sources": .array(sources.map(\.json)),
      "measures": .object(
        measures.map { JSONValue.Member(key: $0.name, value: $0.quantiles.json) }),
    ]
  }
}

extension CountedCatalog.Selected {
  fileprivate var json: JSONValue {
    [
      "duplicates": .int(counts.duplicates), "conflicts": .int(counts.conflicts),
      "excluded": .int(counts.excluded), "pruned": .int(counts.pruned),
      "kept": .int(counts.kept), "identities": .int(counts.identities),
      "rows_without_file": .int(counts.rowsWithoutFile),
      "files_without_row": .int(counts.filesWithoutRow),
      "splits": .object(
        Split.allCases.compactMap { split in
          splits[split].map { part in
            JSONValue.Member(
              key: split.rawValue,
              value: [
                "faces": .int(part.faces), "identities": .int(part.identities),
                "shards": .int(part.shards.count),
              ])
          }
        }),
    ]
  }
}

extension CountedCatalog.Source {
  fileprivate var json: JSONValue {
    [
      "name": .string(name), "layout": .string(layout), "face": .string(face),
      "found": .int(found), "pending": .int(pending),
      "rejected": JSONValue(sorted: rejected.mapValues(JSONValue.int)), "kept": .int(kept),
      "duplicates": .int(duplicates), "excluded": .int(excluded), "pruned": .int(pruned),
      "undecided": .int(undecided), "people": .int(people),
    ]
  }
}

extension Quantiles {
  fileprivate var json: JSONValue {
    func number(_ value: Double) -> JSONValue { JSONValue(value, decimals: 4) }
    return [
      "count": .int(count), "least": number(least), "fifth": number(fifth),
      "median": number(median), "ninety_fifth": number(ninetyFifth), "most": number(most),
      "mean": number(mean),
    ]
  }
}

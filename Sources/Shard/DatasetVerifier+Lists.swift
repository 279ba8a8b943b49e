extension DatasetVerifier {
  /// Reads identities.jsonl and checks that labels run from 0 and faces follow one another.
  func checkIdentities() {
    let place = ListFile.identities.rawValue
    var next: [Split: Int] = [:]
    readList(.identities, as: IdentityRecord.self) { line, record in
      if record.label != identities.count {
        fault("\(place):\(line)", "the label is \(record.label), and \(identities.count) is next")
      }
      let first = next[record.split, default: 0]
      if record.first != first {
        fault("\(place):\(line)", "'first' is \(record.first), and \(first) is next")
      }
      if record.faces < 1 { fault("\(place):\(line)", "the identity has no faces") }
      next[record.split] = first + record.faces
      identities.append(record)
    }
  }

  /// Reads rejected.jsonl and compares its reasons with dataset.json's counts.
  func checkRejected() {
    var reasons: [String: Int] = [:]
    readList(.rejected, as: RejectedRecord.self) { line, record in
      reasons[record.reason, default: 0] += 1
      account(
        for: SourceKey(source: record.source, path: record.path), by: .rejected,
        at: "\(ListFile.rejected.rawValue):\(line)")
    }
    let stated = dataset.counts.rejected
    for reason in Set(reasons.keys).union(stated.keys).sorted() {
      expect(
        Publication.description, "counts.rejected.\(reason)", stated: stated[reason] ?? 0,
        counted: reasons[reason] ?? 0)
    }
  }

  /// Reads duplicates.jsonl; each must name one that is kept.
  func checkDuplicates() {
    readList(.duplicates, as: DuplicateRecord.self) { line, record in
      let place = "\(ListFile.duplicates.rawValue):\(line)"
      let kept = SourceKey(source: record.source, path: record.kept)
      if accounts[kept]?.isKept != true { fault(place, "'\(record.kept)' is not in a manifest") }
      account(
        for: SourceKey(source: record.source, path: record.path), by: .duplicate, at: place)
    }
  }

  private func readList<Record: Decodable>(
    _ list: ListFile, as type: Record.Type, _ body: (Int, Record) -> Void
  ) {
    checkDigest(of: list.rawValue, stated: dataset.lists[list.rawValue] ?? "")
    readLines(of: list.rawValue, as: type, body)
  }

  /// Calls `body` with each line's record; lines that hold none are faults.
  func readLines<Record: Decodable>(
    of file: String, as type: Record.Type, _ body: (Int, Record) -> Void
  ) {
    do {
      try JSONLines(path: "\(folder)/\(file)").forEach(as: type) { line, record in
        guard let record else {
          fault("\(file):\(line)", "the line is not what docs/formats.md describes")
          return
        }
        body(line, record)
      }
    } catch {
      fault(file, error.description)
    }
  }

  /// Compares a file's digest with the one stated.
  func checkDigest(of file: String, stated: String) {
    do {
      let digest = try SHA256.hexadecimal(ofFile: "\(folder)/\(file)")
      if digest != stated {
        fault(file, "the SHA-256 is \(digest), and dataset.json says \(stated)")
      }
    } catch {
      fault(file, error.description)
    }
  }
}

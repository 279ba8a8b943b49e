extension DatasetVerifier {
  /// Reads identities.jsonl and checks that labels run from 0 and faces follow one another.
  func checkIdentities() {
    var next = PerSplit { _ in 0 }
    var known: Set<[ExactText]> = []
    readList(.identities, as: IdentityRecord.self) { place, record in
      identities.append(record)
      guard let record else { return }
      let label = identities.count - 1
      if record.label != label {
        fault(place, "the label is \(record.label), and \(label) is next")
      }
      let first = next[record.split]
      if record.first != first {
        fault(place, "'first' is \(record.first), and \(first) is next")
      }
      if record.faces < 1 { fault(place, "the identity has no faces") }
      if !known.insert([ExactText(record.source), ExactText(record.identity)]).inserted {
        fault(place, "'\(record.identity)' of '\(record.source)' has another line")
      }
      next[record.split] = record.first + record.faces
    }
  }

  /// Reads rejected.jsonl and counts its reasons.
  func checkRejected() {
    readList(.rejected, as: RejectedRecord.self) { place, record in
      guard let record else { return }
      if !Self.isReason(record.reason) { fault(place, "'\(record.reason)' is not a reason") }
      lines.rejected[record.reason, default: 0] += 1
      account(
        for: SourceKey(source: record.source, path: record.path),
        by: .rejected(record.reason, RecordDigest(record.json)), at: place)
    }
  }

  /// Reads duplicates.jsonl; each must name one that is kept.
  func checkDuplicates() {
    readList(.duplicates, as: DuplicateRecord.self) { place, record in
      guard let record else { return }
      let kept = SourceKey(source: record.source, path: record.kept)
      if isComplete && accounts[kept]?.isKept != true {
        fault(place, "'\(record.kept)' is not in a manifest")
      }
      if !(0...1).contains(record.similarity) {
        fault(place, "the similarity is \(record.similarity), which is not from 0 to 1")
      }
      lines.duplicates += 1
      account(for: SourceKey(source: record.source, path: record.path), by: .duplicate, at: place)
    }
  }

  /// Lowercase words joined by low lines.
  private static func isReason(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F }
  }

  private func readList<Record: Decodable>(
    _ list: ListFile, as type: Record.Type, _ body: (String, Record?) -> Void
  ) {
    guard let digest = dataset.lists[list.rawValue] else {
      fault(Publication.descriptionName, "'lists' lacks the digest of \(list.rawValue)")
      return
    }
    readLines(of: list.rawValue, digest: digest, as: type, body)
  }

  /// Calls `body` with each line's place and record, nil where it has none, which is a fault as is
  /// another digest than the one stated.
  func readLines<Record: Decodable>(
    of file: String, digest: String, as type: Record.Type, _ body: (String, Record?) -> Void
  ) {
    do throws(FileFault) {
      let actual = try JSONLines(path: "\(folder)/\(file)").forEach(as: type) { number, line in
        let place = "\(file):\(number)"
        switch line {
        case .success(let record): body(place, record)
        case .failure(let error):
          fault(place, error.problem)
          body(place, nil)
        }
      }
      compare(digest: actual, of: file, stated: digest)
    } catch {
      fault(file, error.problem)
      unread.insert(file)
    }
  }

  /// Compares a file's digest with the one that dataset.json states.
  func compare(digest: String, of file: String, stated: String) {
    if digest != stated {
      fault(file, "the SHA-256 is \(digest), and dataset.json says '\(stated)'")
    }
  }
}

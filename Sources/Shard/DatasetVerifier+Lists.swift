extension DatasetVerifier {
  /// Reads identities.jsonl and checks that labels run from 0 and faces follow one another.
  func checkIdentities() {
    var next = PerSplit { _ in 0 }
    readList(.identities, as: IdentityRecord.self) { place, record in
      identities.append(record)
      guard let record else { return }
      let label = identities.count - 1
      if record.label != label {
        fault(place, "the label is \(record.label), and \(label) is next")
      }
      if record.val != nil && record.rows.split == .val {
        fault(place, "'val' has rows of a split that the identity is in already")
      }
      for rows in record.allRows {
        let first = next[rows.split]
        if let stated = rows.first, stated != first {
          fault(place, "'first' is \(stated), and \(first) is next")
        }
        if rows.faces < 1 { fault(place, "the identity has no faces") }
        next[rows.split] = (rows.first ?? first) + rows.faces
      }
      checkMembers(of: record, label: label, at: place)
    }
  }

  /// Shuffled rows do not tell by their places whether each identity has as many as it should.
  func checkFacesOfIdentities() {
    for (label, record) in identities.enumerated() {
      for rows in record?.allRows ?? [] {
        expect(
          "\(ListFile.identities.rawValue):\(label + 1)",
          "the number of faces in '\(rows.split.rawValue)'", stated: rows.faces,
          counted: facesOfLabels[rows.split][label] ?? 0)
      }
    }
  }

  /// No identity of a raw tree has two labels.
  private func checkMembers(of record: IdentityRecord, label: Int, at place: String) {
    for member in [record.member] + record.merged.map(\.member) {
      let key = FaceReference(source: member.source, path: member.identity)
      if let other = labels.updateValue(label, forKey: key) {
        fault(place, "'\(member.identity)' of '\(member.source)' has the label \(other) too")
      }
    }
  }

  /// Reads rejected.jsonl and counts its reasons.
  func checkRejected() {
    readList(.rejected, as: RejectedRecord.self) { place, record in
      guard let record else { return }
      if !Self.isReason(record.reason) { fault(place, "'\(record.reason)' is not a reason") }
      lines.rejected[record.reason, default: 0] += 1
      account(
        for: record.face, by: .rejected(record.reason, RecordDigest(record.json)), at: place)
    }
  }

  /// Reads excluded.jsonl.
  func checkExcluded() {
    readList(.excluded, as: ExcludedRecord.self) { place, record in
      guard let record else { return }
      if !Self.isReason(record.how) { fault(place, "'\(record.how)' is not a way to match") }
      leaveOut(record.face, of: record.identity, in: .excluded, at: place)
    }
  }

  /// Reads pruned.jsonl; the people in it have fewer faces than were asked for.
  func checkPruned() {
    readList(.pruned, as: PrunedRecord.self) { place, record in
      guard let record else { return }
      if record.faces < 1 || record.faces >= record.leastImages {
        fault(
          place, "\(record.faces) faces are not too few where \(record.leastImages) are asked for")
      }
      leaveOut(record.face, of: record.identity, in: .pruned, at: place)
    }
  }

  /// Reads duplicates.jsonl; the face that each names is there, or was pruned with its person.
  func checkDuplicates() {
    var conflicts: [(place: String, face: FaceReference)] = []
    readList(.duplicates, as: DuplicateRecord.self) { place, record in
      guard let record else { return }
      if let kept = record.kept, isComplete, accounts[kept]?.isKept != true,
        accounts[kept]?.isPruned != true || !record.isLeftOut
      {
        fault(place, "\(kept) is neither in a manifest nor in \(ListFile.pruned.rawValue)")
      }
      if let other = record.conflict?.face { conflicts.append((place, other)) }
      if record.conflict == nil && (record.kept == nil || !record.isLeftOut) {
        fault(place, "neither 'kept' nor 'conflict_with' says what the face is like")
      }
      if !(0...1).contains(record.similarity) {
        fault(place, "the similarity is \(record.similarity), which is not from 0 to 1")
      }
      if record.conflict != nil { lines.conflicts += 1 }
      // One that stays has its line in a manifest.
      if record.isLeftOut {
        leaveOut(record.face, of: record.identity, in: .duplicates, at: place)
      }
    }
    // Both faces of a conflict may have their lines here.
    for conflict in conflicts where isComplete && accounts[conflict.face]?.isAligned != true {
      fault(conflict.place, "\(conflict.face) is in no list of faces and in no manifest")
    }
  }

  /// Reads unmatched.jsonl, which accounts for nothing that was found.
  func checkUnmatched() {
    readList(.unmatched, as: UnmatchedRecord.self) { place, record in
      guard let record else { return }
      lines.unmatched[record.kind, default: 0] += 1
      let isThere = accounts[record.face] != nil
      if isComplete && isThere != (record.kind == .fileWithoutRow) {
        fault(
          place,
          isThere
            ? "\(record.face) has a line in another list, so that its file is there"
            : "\(record.face) has no line in any other list")
      }
    }
  }

  private func leaveOut(
    _ face: FaceReference, of identity: String, in list: ListFile, at place: String
  ) {
    lines.leftOut[list, default: 0] += 1
    account(for: face, by: .leftOut(list, identity: identity), at: place)
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

extension DatasetVerifier {
  /// Checks a split's shards, and that its rows follow the identities' order.
  func check(_ description: DatasetDescription.SplitDescription, of split: Split) {
    let place = Publication.description
    let mine = identities.filter { $0.split == split }
    let name = "splits.\(split.rawValue)"
    expect(
      place, "\(name).identities", stated: description.identities, counted: mine.count)
    expect(
      place, "\(name).faces", stated: description.faces,
      counted: description.shards.reduce(0) { $0 + $1.faces })
    expect(
      ListFile.identities.rawValue, "the number of faces in '\(split.rawValue)'",
      stated: mine.reduce(0) { $0 + $1.faces }, counted: description.faces)
    var position = 0
    for shard in description.shards {
      checkTensor(shard)
      checkDigest(of: shard.manifest, stated: shard.manifestSHA256)
      checkManifest(shard, split: split, position: &position)
    }
  }

  /// Checks a tensor's digest and shape, and adds its pixels to the statistics.
  private func checkTensor(_ shard: DatasetDescription.Shard) {
    let header = NPYHeader(shape: [shard.faces, dataset.size, dataset.size, 3]).bytes
    let digest = SHA256()
    var read = 0
    var start: [UInt8] = []
    var remainder: [UInt8] = []
    do {
      try InputFile("\(folder)/\(shard.tensor)").forEachChunk { chunk in
        digest.update(chunk)
        read += chunk.count
        let missing = header.count - start.count
        start.append(contentsOf: chunk.prefix(missing))
        remainder.append(contentsOf: chunk.dropFirst(missing))
        let whole = remainder.count / 3 * 3
        statistics.add(Array(remainder[..<whole]))
        remainder.removeSubrange(..<whole)
      }
    } catch {
      fault(shard.tensor, error.description)
      return
    }
    if start != header {
      fault(
        shard.tensor,
        "the header is not that of uint8 [\(shard.faces), \(dataset.size), \(dataset.size), 3]")
    }
    let size = header.count + 3 * shard.faces * dataset.size * dataset.size
    if read != size { fault(shard.tensor, "the file has \(read) bytes, and should have \(size)") }
    let actual = digest.finish()
    if actual != shard.tensorSHA256 {
      fault(shard.tensor, "the SHA-256 is \(actual), and dataset.json says \(shard.tensorSHA256)")
    }
  }

  private func checkManifest(
    _ shard: DatasetDescription.Shard, split: Split, position: inout Int
  ) {
    var rows = 0
    let start = position
    readLines(of: shard.manifest, as: FaceRecord.self) { line, face in
      let place = "\(shard.manifest):\(line)"
      if face.shard != shard.tensor { fault(place, "the shard is '\(face.shard)'") }
      if face.row != rows { fault(place, "the row is \(face.row), and \(rows) is next") }
      checkLabel(of: face, split: split, position: start + rows, at: place)
      checkOrigin(face.origin, at: place)
      account(
        for: SourceKey(source: face.origin.source, path: face.origin.path),
        by: .kept(shard: shard.tensor, row: rows), at: place)
      rows += 1
    }
    if rows != shard.faces {
      fault(shard.manifest, "there are \(rows) lines, and dataset.json says \(shard.faces)")
    }
    position += shard.faces
  }

  private func checkLabel(of face: FaceRecord, split: Split, position: Int, at place: String) {
    guard identities.indices.contains(face.label) else {
      fault(place, "the label \(face.label) is not in identities.jsonl")
      return
    }
    let identity = identities[face.label]
    if identity.identity != face.origin.identity || identity.source != face.origin.source {
      fault(place, "the label \(face.label) is that of '\(identity.identity)'")
    }
    let rows = identity.first..<identity.first + identity.faces
    if identity.split != split || !rows.contains(position) {
      fault(place, "the face is not among its identity's rows in identities.jsonl")
    }
  }

  private func checkOrigin(_ origin: FaceOrigin, at place: String) {
    let isBox =
      origin.box.count == 4 && origin.box[0] <= origin.box[2] && origin.box[1] <= origin.box[3]
    if !isBox { fault(place, "the box is not left, top, right, bottom") }
    if origin.landmarks.count != 3 || origin.landmarks.contains(where: { $0.count != 2 }) {
      fault(place, "there are not three landmarks of x and y")
    }
    if origin.width < 1 || origin.height < 1 { fault(place, "the photograph has no pixels") }
    if origin.faces < 1 { fault(place, "the photograph has no faces") }
    if origin.sha256.wholeMatch(of: /[0-9a-f]{64}/) == nil {
      fault(place, "'sha256' is not a SHA-256")
    }
  }
}

extension DatasetVerifier {
  /// Checks a split's shards, and that its rows follow the identities' order.
  func check(_ description: DatasetDescription.SplitDescription, of split: Split) {
    let mine = identities.compactMap { $0?.allRows.first { $0.split == split } }
    let place = "splits.\(split.rawValue)"
    if hasIdentities {
      expect(
        Publication.descriptionName, "\(place).identities", stated: description.identities,
        counted: mine.count)
      expect(
        ListFile.identities.rawValue, "the number of faces in '\(split.rawValue)'",
        stated: mine.reduce(0) { $0 + $1.faces }, counted: description.faces)
    }
    expect(
      Publication.descriptionName, "\(place).faces", stated: description.faces,
      counted: description.shards.reduce(0) { $0 + $1.faces })
    var start = 0
    for (index, shard) in description.shards.enumerated() {
      let paths = split.shardPaths(index, of: description.shards.count)
      let place = "\(place).shards[\(index)]"
      checkName(shard.tensor, paths.tensor, at: "\(place).tensor")
      checkName(shard.manifest, paths.manifest, at: "\(place).manifest")
      checkFaces(of: shard, index, of: description.shards, at: place)
      check(tensor: paths.tensor, of: shard)
      check(manifest: paths.manifest, of: shard, tensor: paths.tensor, split, start: start)
      start += shard.faces
    }
  }

  /// A file has the name that its place gives it. Others are never opened: a damaged name could be
  /// that of anything.
  private func checkName(_ name: String, _ right: String, at place: String) {
    if ExactText(name) != ExactText(right) {
      fault(Publication.descriptionName, "\(place) is '\(name)', and '\(right)' is right")
    }
  }

  /// All shards have as many faces as the first, but the last may have fewer.
  private func checkFaces(
    of shard: DatasetDescription.Shard, _ index: Int, of shards: [DatasetDescription.Shard],
    at place: String
  ) {
    let full = shards[0].faces
    let isLast = index == shards.count - 1
    if shard.faces < 1 || shard.faces > full || shard.faces < full && !isLast {
      fault(
        Publication.descriptionName,
        "\(place).faces is \(shard.faces), and shards have \(full), the last one 1 or more")
    }
  }

  /// Checks a tensor's shape and digest, and adds its pixels to the statistics.
  private func check(tensor: String, of shard: DatasetDescription.Shard) {
    let before = faultCount
    do throws(FileFault) {
      try read(tensor: tensor, of: shard)
    } catch {
      fault(tensor, error.problem)
    }
    if faultCount > before { tensorsAreIntact = false }
  }

  private func read(
    tensor: String, of shard: DatasetDescription.Shard
  ) throws(FileFault) {
    let header = NPYHeader(shape: [shard.faces, dataset.size, dataset.size, 3])
    let start = header.bytes
    let file = try InputFile("\(folder)/\(tensor)")
    guard file.size == start.count + header.payload else {
      fault(
        tensor,
        "the file has \(file.size) bytes, and \(start.count + header.payload) are right for"
          + " \(shard.faces) faces")
      return
    }
    let digest = SHA256()
    let actual = try file.bytes(at: 0, count: start.count)
    actual.withUnsafeBytes(digest.update)
    if actual != start {
      fault(
        tensor,
        "the header is not that of uint8 [\(shard.faces), \(dataset.size), \(dataset.size), 3]")
    }
    let face = 3 * dataset.size * dataset.size
    var rows: [UInt8] = []
    rows.reserveCapacity(SHA256.count * shard.faces)
    for row in 0..<shard.faces {
      let rgb = try file.bytes(at: start.count + row * face, count: face)
      rgb.withUnsafeBytes(digest.update)
      statistics.add(rgb)
      let pixels = SHA256()
      rgb.withUnsafeBytes(pixels.update)
      rows.append(contentsOf: pixels.finishBytes())
    }
    pixelDigests[tensor] = rows
    compare(digest: digest.finish(), of: tensor, stated: shard.tensorSHA256)
  }

  private func check(
    manifest: String, of shard: DatasetDescription.Shard, tensor: String, _ split: Split, start: Int
  ) {
    var rows = 0
    readLines(of: manifest, digest: shard.manifestSHA256, as: FaceRecord.self) { place, face in
      if let face { check(face, row: rows, of: tensor, split, position: start + rows, at: place) }
      rows += 1
    }
    if rows != shard.faces && !unread.contains(manifest) {
      fault(manifest, "there are \(rows) lines, and dataset.json says \(shard.faces)")
    }
  }

  private func check(
    _ face: FaceRecord, row: Int, of tensor: String, _ split: Split, position: Int, at place: String
  ) {
    if ExactText(face.shard) != ExactText(tensor) { fault(place, "the shard is '\(face.shard)'") }
    if face.row != row { fault(place, "the row is \(face.row), and \(row) is next") }
    checkLabel(of: face, split, position: position, at: place)
    checkOrigin(face.origin, at: place)
    lines.kept += 1
    facesOfLabels[split][face.label, default: 0] += 1
    account(
      for: face.origin.reference,
      by: .kept(shard: tensor, row: row, label: face.label, RecordDigest(face.json)), at: place)
  }

  private var hasIdentities: Bool { !unread.contains(ListFile.identities.rawValue) }

  private func checkLabel(of face: FaceRecord, _ split: Split, position: Int, at place: String) {
    guard hasIdentities else { return }
    guard identities.indices.contains(face.label) else {
      fault(place, "the label \(face.label) is not in identities.jsonl")
      return
    }
    guard let identity = identities[face.label] else { return }
    let key = FaceReference(source: face.origin.source, path: face.origin.identity)
    if labels[key] != face.label {
      fault(place, "the label \(face.label) is that of '\(identity.member.identity)'")
    }
    guard let rows = identity.allRows.first(where: { $0.split == split }) else {
      fault(place, "its identity has no rows in '\(split.rawValue)'")
      return
    }
    if let first = rows.first, !(first..<first + rows.faces).contains(position) {
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
    if !SHA256.isDigest(origin.sha256) { fault(place, "'sha256' is not a SHA-256") }
  }
}

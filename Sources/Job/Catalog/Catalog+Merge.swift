import Crawl

extension Catalog {
  /// Notes how the tree differs from what the catalog holds of it.
  ///
  /// - Returns: The row of what is rejected by that; nil of all else.
  func apply(_ change: TreeMerge.Change, source: Int) throws(Database.Failure) -> Int? {
    switch change {
    case .new(let entry):
      try add(entry, source: source)
      if case .other = entry { return database.lastInsertedID }
    case .again(let id, let image, let demand):
      try removeFindings(of: id)
      try set(id, outcome: "pending", reason: nil, detail: nil)
      try setWho(id, image, demand)
    case .other(let id, let fault):
      try removeFindings(of: id)
      try set(id, outcome: "rejected", reason: fault.reason, detail: fault.detail)
      return id
    case .moved(let id, let image, let demand): try setWho(id, image, demand)
    case .gone(let id):
      try removeFindings(of: id)
      try prepare("DELETE FROM images WHERE id = ?").run([.integer(id)])
    }
    return nil
  }

  /// Whether another catalog has the same images with the same outcomes. Faces that the same bytes gave
  /// with the same settings are the same.
  func saysTheSame(as path: String) throws(Database.Failure) -> Bool {
    try prepare("ATTACH ? AS other").run([.text(path)])
    defer { try? database.execute("DETACH other") }
    let columns = """
      source, path, path_bytes, face_id, identity, demand, outcome, reason, detail, bytes, modified_ns,
      sha256, width, height, faces, warning
      """
    return try database.integer(
      """
      SELECT (SELECT count(*) FROM main.images) = (SELECT count(*) FROM other.images)
        AND NOT EXISTS (
          SELECT \(columns) FROM main.images EXCEPT SELECT \(columns) FROM other.images)
      """) != 0
  }

  /// Notes who an image is said to show, and what is asked of it.
  private func setWho(
    _ id: Int, _ image: SourceImage, _ demand: Demand
  ) throws(Database.Failure) {
    try prepare("UPDATE images SET identity = ?2, demand = ?3 WHERE id = ?1")
      .run([.integer(id), .text(image.identity.text), .text(demand.text)])
  }

  /// Forgets what was known of an image.
  private func set(
    _ id: Int, outcome: String, reason: String?, detail: String?
  ) throws(Database.Failure) {
    func value(_ text: String?) -> Statement.Value { text.map(Statement.Value.text) ?? .null }
    try prepare(
      """
      UPDATE images SET identity = NULL, demand = NULL, outcome = ?2, reason = ?3, detail = ?4,
        bytes = NULL, modified_ns = NULL, sha256 = NULL, width = NULL, height = NULL, faces = NULL,
        warning = NULL
      WHERE id = ?1
      """
    ).run([.integer(id), .text(outcome), value(reason), value(detail)])
  }
}

import Crawl

extension Catalog {
  /// A raw tree as a catalog has it.
  struct Source: Equatable {
    let id: Int
    let name: String
    let layout: String
    let face: String
  }

  /// The raw trees that a catalog has images of, in their order.
  static func sources(of database: Database) throws(Database.Failure) -> [Source] {
    let rows = try database.prepare("SELECT id, name, layout, face FROM sources ORDER BY id")
    var sources: [Source] = []
    while try rows.step() {
      sources.append(
        Source(
          id: rows.integer(0), name: rows.text(1), layout: rows.text(2), face: rows.text(3)))
    }
    return sources
  }

  /// What is to be said where a raw tree was laid out in another way before; nil where it was not.
  func noteOnLayout(of tree: RawTree) throws(Database.Failure) -> String? {
    let before = try Self.sources(of: database).first { $0.name.isExactly(tree.name.text) }
    let now = tree.layout.name
    guard let before, before.layout != now else { return nil }
    return
      "the layout of \(before.name) is \(now) now, and was \(before.layout) before; identities go"
      + " by it, and --layout \(before.name)=\(before.layout) keeps them"
  }

  /// Notes the raw trees in the order in which they were given, which is that of their ids: the
  /// first is 1. Images of trees that are there already go with them.
  ///
  /// - Precondition: Every tree that the catalog has is among them.
  func setSources(_ sources: [SourceTree]) throws(Database.Failure) {
    let before = try Self.sources(of: database)
    let now = sources.enumerated().map { index, source in
      Source(
        id: index + 1, name: source.name, layout: source.tree.layout.name,
        face: source.face.rawValue)
    }
    if before == now { return }
    let renumber = try prepare("UPDATE images SET source = ?2 WHERE source = ?1")
    var moves: [(Int, Int)] = []
    for old in before {
      if let new = now.first(where: { $0.name.isExactly(old.name) }), new.id != old.id {
        moves.append((old.id, new.id))
      }
    }
    // By way of numbers that no tree has: two may change places.
    for (old, _) in moves { try renumber.run([.integer(old), .integer(-old)]) }
    for (old, new) in moves { try renumber.run([.integer(-old), .integer(new)]) }
    try database.execute("DELETE FROM sources")
    let insert = try prepare("INSERT INTO sources VALUES (?, ?, ?, ?)")
    for source in now {
      try insert.run([
        .integer(source.id), .text(source.name), .text(source.layout), .text(source.face),
      ])
    }
  }

  /// How many faces there are of a raw tree.
  func countFaces(ofSource id: Int) throws(Database.Failure) -> Int {
    let rows = try prepare(
      "SELECT count(*) FROM images JOIN faces ON faces.image = images.id WHERE source = ?")
    try rows.bind([.integer(id)])
    return try rows.step() ? rows.integer(0) : 0
  }
}

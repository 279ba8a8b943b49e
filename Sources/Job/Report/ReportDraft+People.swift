import Crawl
import Report
import Shard

extension ReportDraft {
  private static let (rowBudget, facesOfPerson, mostNotable) = (2_500_000, 12, 400)
  /// For what the page says of what there is no room for.
  private static let reserve = 2_000

  /// People who were asked for by name or identity, by their places in the table.
  ///
  /// - Throws: ``JobError/nobody(name:dataset:similar:)`` where there is none.
  func people(named wanted: [TreePath]) throws -> [Int] {
    try wanted.flatMap { bytes -> [Int] in
      let name = bytes.text
      // As it is on the disk, or as the page has it.
      let forms = [name, String(decoding: bytes.bytes, as: UTF8.self)]
      let people = table.people.indices.filter {
        let (identity, person) = (table.people[$0].identity, names.names[$0])
        return [identity, person, identity.printable, person.printable].contains {
          forms.contains(where: $0.isExactly)
        }
      }
      if !people.isEmpty { return people }
      let part = name.lowercased()
      let similar = names.names.filter { $0.lowercased().contains(part) }
      throw JobError.nobody(name: name, dataset: folder, similar: Array(similar.prefix(3)))
    }
  }

  /// Has some pictures of other sizes made, so that it is known how large these are.
  func wantSamples() {
    for face in drawn(Self.sheetFaces, of: kept) {
      for edge in [Self.medium, Self.small] { album.want(table.faces.ids[face], edge: edge) }
    }
  }

  /// How many bytes of the page a face of a person takes.
  private func estimate(edge: Int, hasCard: Bool) throws -> Int {
    let costs = try drawn(Self.sheetFaces, of: kept).compactMap { face -> Int? in
      guard let picture = album.picture(of: table.faces.ids[face], edge: edge) else { return nil }
      let card = hasCard ? try lookup.card(face, picture: 10_000).json.line.utf8.count + 1 : 8
      return PictureTable.cost(of: picture) + card
    }
    // A tenth more, because they are only some.
    return costs.isEmpty ? 1500 : costs.reduce(0, +) * 11 / (10 * costs.count)
  }

  /// Adds the people that can be looked for, with as many faces as there is room for: all of those who
  /// were asked for, and all of everybody where they fit; otherwise some of the first people, and one
  /// small picture of each other.
  func addPeople(first: [Int]) throws {
    let order = order(first: first)
    contents.directory.count = table.people.count
    let rowBudget = min(Self.rowBudget, job.limit / 5)
    var rows: [(person: Int, row: PeopleDirectory.Person)] = []
    var cost = 0
    for person in order {
      let row = row(person)
      cost += row.json.line.utf8.count + 1
      if cost > rowBudget { break }
      rows.append((person, row))
    }
    // The pictures know what they cost.
    var rest = contents
    rest.pictures = PictureTable()
    room =
      job.limit - ReportPage(rest).text.utf8.count - contents.pictures.cost - cost - Self.reserve
    let plan = try plan(rows.map(\.person), first: Set(first), room: room)
    for face in plan.shown.values.joined() { album.want(table.faces.ids[face], edge: Self.medium) }
    for face in plan.single.values { album.want(table.faces.ids[face], edge: Self.small) }
    try album.develop()
    contents.directory.people = try rows.map { person, row in
      var row = row
      if let faces = plan.shown[person] {
        for face in faces {
          let card = try card(face, edge: Self.medium)
          room -= card.json.line.utf8.count + 1
          if room < 0 { break }
          row.faces.append(card)
        }
        row.picture = row.faces.first?.picture
      } else if let face = plan.single[person] {
        row.picture = add(face, edge: Self.small)
      }
      return row
    }
  }

  /// Who comes first: those who were asked for, those of whom there is something to be said, and then
  /// those with the most faces.
  private func order(first: [Int]) -> [Int] {
    let people = table.people
    func most(_ indices: [Int]) -> [Int] {
      indices.sorted {
        (-people[$0].kept, -people[$0].leftOut, $0) < (-people[$1].kept, -people[$1].leftOut, $1)
      }
    }
    let notable = most(people.indices.filter { names.probable[$0] != nil || people[$0].kept == 0 })
    let start = first + notable.prefix(Self.mostNotable)
    let taken = Set(start)
    var seen: Set<Int> = []
    return (start + most(people.indices.filter { !taken.contains($0) }))
      .filter { seen.insert($0).inserted }
  }

  private func row(_ person: Int) -> PeopleDirectory.Person {
    let tally = table.people[person]
    let kept = facesOfPeople[person].filter { table.faces.fates[$0] == .kept }
    let sharpness = Quantiles(kept.lazy.map { self.table.faces.sharpnesses[$0] })?.median
    return PeopleDirectory.Person(
      name: names.names[person], source: tally.source, kept: tally.kept, leftOut: tally.leftOut,
      rejected: tally.rejected,
      lowestScore: kept.map { table.faces.scores[$0] }.min().map(Double.init),
      sharpness: sharpness, remark: remark(on: person))
  }

  private func remark(on person: Int) -> String {
    let tally = table.people[person]
    if let other = names.probable[person] { return "probably also \(other)".shown(100) }
    if tally.kept > 0 { return "" }
    if tally.excluded > 0 { return "left out by name" }
    if tally.pruned > 0 { return "too few faces" }
    return tally.leftOut > 0 ? "all faces left out" : "no face found"
  }

  /// Which faces are shown of whom.
  private struct Plan {
    /// With everything that is known of them.
    var shown: [Int: [Int]] = [:]
    /// As one small picture.
    var single: [Int: Int] = [:]
  }

  private func plan(_ people: [Int], first: Set<Int>, room: Int) throws -> Plan {
    let (whole, single) = (
      try estimate(edge: Self.medium, hasCard: true), try estimate(edge: Self.small, hasCard: false)
    )
    var plan = Plan()
    var left = room
    for person in people where first.contains(person) {
      let faces = Array(ordered(facesOfPeople[person]).prefix(max(0, left / whole)))
      plan.shown[person] = faces
      left -= faces.count * whole
    }
    let others = people.filter { !first.contains($0) }
    let all = others.reduce(0) { $0 + facesOfPeople[$1].count }
    if all * whole <= left {
      for person in others { plan.shown[person] = ordered(facesOfPeople[person]) }
      return plan
    }
    // A picture of each is worth more than all of some.
    var some = max(left - others.count * single, left * 2 / 5)
    for person in others {
      let faces = Array(ordered(facesOfPeople[person]).prefix(Self.facesOfPerson))
      if faces.count * whole > some { break }
      plan.shown[person] = faces
      some -= faces.count * whole
      left -= faces.count * whole
    }
    for person in others where plan.shown[person] == nil && left >= single {
      guard let face = ordered(facesOfPeople[person]).first else { continue }
      plan.single[person] = face
      left -= single
    }
    return plan
  }

  /// Faces that are kept before others, each at random.
  private func ordered(_ faces: [Int]) -> [Int] {
    let (fates, lots) = (table.faces.fates, table.faces.lots)
    return faces.sorted {
      (fates[$0].rawValue, lots[$0], $0) < (fates[$1].rawValue, lots[$1], $1)
    }
  }
}

import Align
import Report
import Shard

/// A report while it is made.
final class ReportDraft {
  let dataset: PublishedDataset
  let folder: String
  let job: ReportJob
  let catalog: Database
  let table: CatalogTable
  /// The lines of identities.jsonl, by their labels.
  let identities: [IdentityRecord]
  let lookup: FaceLookup
  let album: FaceAlbum
  let draw: PairDraw
  let facts: DatasetFacts
  /// The faces' indices in the table, by person.
  let facesOfPeople: [[Int]]
  let names: PeopleNames
  /// The SHA-256 of dataset.json.
  private let digest: String
  var contents = ReportContents()

  /// How many bytes of the page are left.
  var room: Int
  /// Faces on a contact sheet.
  static let sheetFaces = 60
  /// Pairs of each kind.
  static let pairs = 48
  /// The edges of pictures: on sheets, of a person, of one of ten thousand people.
  static let (large, medium, small) = (96, 64, 40)

  init(
    _ dataset: PublishedDataset, _ description: [UInt8], in folder: String, _ job: ReportJob
  ) throws {
    self.dataset = dataset
    self.folder = folder
    self.job = job
    room = job.limit
    digest = SHA256.hexadecimal(of: description)
    facts = try DatasetFacts(description, in: folder)
    let path = "\(folder)/\(OutputFolder.catalogName)"
    try JobError.noticingDamage { () throws(FileFault) in _ = try InputFile(path) }
    catalog = try Catalog.openOurs(path, readOnly: true)
    try Catalog.check(catalog)
    let anchors = AnchorSet(rawValue: dataset.landmarks) ?? .outerEyesAndNose
    let table = try CatalogTable(
      catalog, anchors: anchors, size: dataset.size, interruption: job.interruption)
    self.table = table
    identities = try Self.identities(in: folder)
    names = try PeopleNames(table, identities, in: folder)
    lookup = try FaceLookup(catalog, table, names: names.names)
    album = try FaceAlbum(
      catalog, dataset: folder, size: dataset.size, interruption: job.interruption)
    draw = try PairDraw(
      folder, keepsConflicts: facts.option("conflicts") == "keep", limit: Self.pairs)
    var faces = [[Int]](repeating: [], count: table.people.count)
    for (face, person) in table.faces.people.enumerated() { faces[Int(person)].append(face) }
    facesOfPeople = faces
  }

  private static func identities(in folder: String) throws -> [IdentityRecord] {
    var lines: [[UInt8]] = []
    let lists = ListReader(in: folder)
    try lists.forEachLine(of: .identities) { lines.append($0) }
    return try lines.map { try lists.record($0, in: .identities, as: IdentityRecord.self) }
  }

  /// Everything that the page shows.
  func compose() throws -> ReportContents {
    contents.title = table.sources.map(\.source.name).joined(separator: ", ")
      .shown(120)
    contents.tool = facts.tool
    contents.dataset = digest
    contents.people = dataset.counts.identities
    contents.shards = dataset.splits.values.reduce(0) { $0 + $1.shards.count }
    contents.flow = flow
    contents.options = facts.options
    contents.distributions = MeasuredDistributions(table: table).all
    contents.sources = sources
    contents.absent = try absent
    let wanted = try people(named: job.identities)
    let means = wantMeans()
    let sheets = wantSheets()
    let pairs = try (
      findPairs(draw.duplicates, areConflicts: false),
      findPairs(draw.conflicts, areConflicts: true)
    )
    let probable = findProbable()
    wantSamples()
    try album.develop()
    try addMeans(means)
    try addSheets(sheets)
    try addPairs(pairs.0, pairs.1)
    try addProbable(probable)
    try addRejected()
    contents.findings = findings
    try addPeople(first: wanted)
    return contents
  }

  /// The faces of these that come first by their lots.
  func drawn(_ count: Int, of faces: some Sequence<Int>) -> [Int] {
    var smallest = Smallest<Int>(count)
    for face in faces { smallest.add(Double(table.faces.lots[face]), face) }
    return smallest.elements
  }

  /// The faces in the shards.
  var kept: some Sequence<Int> {
    table.faces.fates.indices.lazy.filter { [faces = table.faces] in faces.fates[$0] == .kept }
  }

  /// A face's card, with its picture if it was made.
  func card(_ face: Int, edge: Int) throws -> FaceCard {
    try lookup.card(face, picture: add(face, edge: edge))
  }

  /// The number of a face's picture in the page's table; nil where the page is full.
  func add(_ face: Int, edge: Int) -> Int? {
    let key = FaceAlbum.Order(face: table.faces.ids[face], edge: edge)
    if let number = numbers[key] { return number }
    guard let picture = album.picture(of: key.face, edge: edge),
      let number = add(picture, within: room)
    else { return nil }
    numbers[key] = number
    return number
  }

  /// The number of a picture in the page's table; nil where it takes more than what is left.
  func add(_ picture: Picture, within left: Int) -> Int? {
    let before = contents.pictures.cost
    guard PictureTable.cost(of: picture) <= left else { return nil }
    let number = contents.pictures.add(picture)
    room -= contents.pictures.cost - before
    return number
  }

  private var numbers: [FaceAlbum.Order: Int] = [:]
}

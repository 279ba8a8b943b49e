import Align
import Crawl
import Glibc
import Shard

/// Looks photographs up in a dataset, or in what a run has done of one.
struct DatasetLookup {
  let folder: String
  let isUnfinished: Bool
  let settings: RecordedSettings
  private let catalog: Database
  private let catalogSettings: CatalogSettings
  /// The bytes of dataset.json; nil of a run that has not made one yet.
  private let description: [UInt8]?

  /// Opens the dataset in a folder.
  ///
  /// - Throws: ``InspectError``, ``PublishedDataset/Failure``, `FileFault` or `Database.Failure`.
  init(_ folder: String) throws {
    self.folder = folder
    let path: String
    if try OutputFolder.holdsDataset(folder) {
      let bytes = try PublishedDataset.bytes(in: folder)
      _ = try PublishedDataset(bytes, in: folder)
      description = bytes
      path = "\(folder)/\(OutputFolder.catalogName)"
    } else {
      description = nil
      path = OutputFolder.unfinishedCatalog(in: folder)
      if try !Folder.holds(path) { throw InspectError.noDataset(folder: folder) }
    }
    isUnfinished = description == nil
    // SQLite says nothing of what is in a file's place.
    _ = try InputFile(path)
    if description == nil, try Database(path, readOnly: true).integer("PRAGMA user_version") == 0 {
      throw InspectError.catalog(path: path, problem: "its run has only begun; try again")
    }
    catalog = try Catalog.openOurs(path, readOnly: true)
    guard let catalogSettings = try CatalogSettings(of: catalog) else {
      throw InspectError.catalog(path: path, problem: "it lacks settings of its run")
    }
    self.catalogSettings = catalogSettings
    guard let settings = RecordedSettings(json: description ?? Array(catalogSettings.facts.utf8))
    else {
      throw InspectError.dataset(
        .malformed(
          folder: folder, problem: "its options are not such as this program writes"))
    }
    self.settings = settings
  }

  /// Everything that the catalog has of a photograph. What lies where the photograph does comes first.
  func entries(
    of image: ImagePath, sha256: String?
  ) throws -> (found: DatasetAccount.Found, entries: [CatalogEntry]) {
    let ends = image.ends
    let same =
      try sha256.map { sha256 in
        try CatalogEntry.all(in: catalog, where: "images.sha256 = ?", [.text(sha256)])
      } ?? []
    if same.isEmpty {
      let there = try entries(at: ends, inTree: true)
      let entries = there.isEmpty ? try entries(at: ends, inTree: false) : there
      return (entries.isEmpty ? .nowhere : .path, entries)
    }
    // The longest path that the photograph's ends with; of those the one in a tree of that name.
    func rank(_ entry: CatalogEntry) -> Int {
      ends.firstIndex { entry.isMeant(by: $0, inTree: true) }
        ?? ends.firstIndex { entry.isMeant(by: $0, inTree: false) }.map { ends.count + $0 }
        ?? 2 * ends.count
    }
    let ranks = same.map(rank)
    let order = same.indices.sorted { (ranks[$0], $0) < (ranks[$1], $1) }
    // The run may not have read the file, or another one in its place.
    let others = try entries(at: ends, inTree: true).filter { $0.sha256 != sha256 }
    return (.digest, others + order.map { same[$0] })
  }

  /// The entries at the longest end of a path at which there are some.
  ///
  /// - Parameter inTree: Whether the folder before that must have the raw tree's name.
  private func entries(
    at ends: [(path: [UInt8], folder: [UInt8])], inTree: Bool
  ) throws -> [CatalogEntry] {
    let sources = try Catalog.sources(of: catalog)
    for end in ends {
      let entries = try sources.flatMap { source in
        try CatalogEntry.all(
          in: catalog, where: "images.source = ? AND \(CatalogSchema.pathBytes) = ?",
          [.integer(source.id), .blob(end.path)])
      }.filter { $0.isMeant(by: end, inTree: inTree) }
      if !entries.isEmpty { return entries }
    }
    return []
  }

  /// What became of an entry.
  func fate(of entry: CatalogEntry) throws -> EntryFate {
    if entry.outcome == "rejected" {
      return .rejected(reason: entry.reason ?? "", detail: entry.detail ?? "")
    }
    guard let face = entry.face else { return .pending }
    guard !isUnfinished, let fate = face.fate else { return .aligned }
    let lists = ListReader(in: folder)
    func line<Record: Decodable>(_ list: ListFile, _ type: Record.Type) throws -> Record {
      guard let record = try lists.record(of: entry.reference, in: list, as: type) else {
        throw FileFault("\(folder)/\(list.rawValue)", .read, .malformed)
      }
      return record
    }
    switch fate {
    case "duplicate": return .duplicate(try line(.duplicates, DuplicateRecord.self))
    case "excluded": return .excluded(try line(.excluded, ExcludedRecord.self))
    case "pruned": return .pruned(try line(.pruned, PrunedRecord.self))
    default:
      guard let label = face.label, let shard = face.shard, let row = face.row,
        let person = try lists.identity(label: label)
      else { throw FileFault("\(folder)/\(ListFile.identities.rawValue)", .read, .malformed) }
      let conflict =
        settings.conflicts == "keep"
        ? try lists.record(of: entry.reference, in: .duplicates, as: DuplicateRecord.self) : nil
      return .kept(
        EntryFate.Row(
          split: Self.split(of: shard), shard: shard, row: row, label: label,
          name: person.member.name),
        conflict: conflict)
    }
  }

  /// The split that a shard is of, by its name.
  private static func split(of shard: String) -> String {
    let name = shard.utf8.split(separator: UInt8(ascii: "/")).last ?? Substring(shard).utf8
    return String(Substring(name.prefix { $0 != UInt8(ascii: "-") }))
  }

  /// What of the program, its libraries and its models is not as it was when the dataset was made.
  func notes(on models: ModelDigests) -> [String] {
    var notes: [String] = []
    let there = Set(settings.models.values)
    for (name, digest) in models.digests.sorted(by: { $0.key < $1.key })
    where !there.contains(digest) {
      notes.append(
        "the dataset was made with another model than \(name) of SHA-256"
          + " \(digest.prefix(12))...: faces may differ")
    }
    let (before, now) = (Set(settings.libraries), Set(VisionLibraries.versions))
    let missing = before.subtracting(now).sorted()
    if !missing.isEmpty {
      notes.append(
        "the dataset was made with \(missing.joined(separator: ", ")), and this program has"
          + " \(now.subtracting(before).sorted().joined(separator: ", ")): faces may differ")
    }
    if catalogSettings.shaping["revision"] != String(AlignSettings.revision) {
      notes.append("the dataset was made by another version of this program: faces may differ")
    }
    return notes
  }

  /// What a run over the dataset, which has not ended, has to do with it.
  func notesOnRun() throws -> [String] {
    guard !isUnfinished, try Folder.holds(OutputFolder.unfinishedCatalog(in: folder)) else {
      return []
    }
    return ["a run over this dataset has not ended, and what is new in it is not told of here"]
  }

  /// Makes sure that all that was read is of one dataset.
  ///
  /// - Throws: ``PublishedDataset/Failure`` if another one is in its place.
  func checkPlace() throws {
    guard let description else { return }
    if try PublishedDataset.bytes(in: folder) != description {
      throw PublishedDataset.Failure.replaced(folder: folder)
    }
  }
}

extension CatalogEntry {
  /// Whether a photograph's path ends as this entry's.
  ///
  /// - Parameter inTree: Whether the folder before that must have the raw tree's name.
  func isMeant(
    by end: (path: [UInt8], folder: [UInt8]), inTree: Bool
  ) -> Bool {
    end.path == path.bytes
      && (!inTree || TreePath(end.folder).text.isExactly(reference.source))
  }
}

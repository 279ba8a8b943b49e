import Crawl
import Glibc
import Shard

/// The folder that a run writes to, held by one run at a time.
///
/// Everything is written below `unfinished/` and moved from there when it is whole.
final class OutputFolder {
  let path: String
  private let lock: FolderLock
  /// Whether this run created it.
  private let isNew: Bool
  /// Whether there is work of an earlier run that is worth keeping.
  private(set) var holdsEarlierWork = false

  /// Where the run keeps its catalog while it works.
  var catalog: String { "\(unfinished)/\(Self.catalogName)" }
  /// Where the catalog of the published dataset is.
  var publishedCatalog: String { "\(path)/\(Self.catalogName)" }
  /// Where the dataset is written before it is published.
  var staged: String { publication.staged }
  private var unfinished: String { "\(path)/\(Self.unfinishedName)" }
  private var publication: Publication {
    Publication(in: path, workspace: Self.unfinishedName)
  }

  /// Where a run that writes to a folder keeps its catalog.
  static func unfinishedCatalog(in path: String) -> String {
    "\(path)/\(unfinishedName)/\(catalogName)"
  }

  static let catalogName = "catalog.sqlite"
  /// What SQLite keeps beside a catalog that is in use. Of one that was in use when its program was
  /// killed, SQLite would write it into whatever catalog it finds in that one's place.
  static let catalogSideFiles = ["-journal", "-wal", "-shm"].map { catalogName + $0 }
  /// The copy of the published catalog while it is made.
  private static let copyName = "catalog.sqlite.copy"
  /// What a run has in an output folder while it works.
  static let unfinishedName = "unfinished"

  /// Creates the folder, or takes over one that holds a dataset or an unfinished run. A publication
  /// that was broken off is brought to its end.
  ///
  /// - Throws: ``JobError`` if it holds anything else, lies in the raw tree or is held by another
  ///   run.
  init(_ path: String, raw trees: [RawTree], note: (String) -> Void) throws {
    self.path = path
    for tree in trees { try Self.checkApart(path, tree) }
    isNew = access(path, F_OK) != 0
    if !isNew && !Folder.isFolder(path) {
      throw JobError.output(path: path, problem: "there is a file of this name; name a folder")
    }
    if try isNew && Folder.isLink(path) {
      throw JobError.output(
        path: path, problem: "there is a symbolic link of this name that leads nowhere")
    }
    try Folder.create(path)
    for tree in trees { try Self.checkApart(path, tree) }
    try Self.checkOurs(path)
    try Self.checkFolders(path)
    let unfinished = "\(path)/\(Self.unfinishedName)"
    lock = try FolderLock(in: unfinished, output: path)
    if case .finished = try publication.recover(finish: removeCatalog) {
      note("the dataset of an earlier run, which was ended while it was put in place, is there now")
    }
    holdsEarlierWork = try Folder.holds(catalog)
    if holdsEarlierWork { try Folder.remove(staged) } else { try startOver() }
  }

  /// What the dataset that is there already says it holds; nil where there is none.
  var publishedCounts: DatasetDescription.Counts? {
    get throws { try holdsDataset ? try PublishedDataset.open(path).counts : nil }
  }

  /// Whether there is a dataset.
  var holdsDataset: Bool {
    get throws(FileFault) { try Self.holdsDataset(path) }
  }

  /// Whether there is a dataset in a folder, which need not be there.
  static func holdsDataset(_ path: String) throws(FileFault) -> Bool {
    try Folder.holds("\(path)/\(Publication.descriptionName)")
  }

  /// Removes all work of earlier runs.
  func startOver() throws(FileFault) {
    for name in try Folder.names(in: unfinished) where name != FolderLock.name {
      try Folder.remove("\(unfinished)/\(name)")
    }
    holdsEarlierWork = false
  }

  /// Removes the run's catalog, which knows where faces were before the dataset was replaced.
  private func removeCatalog() throws(FileFault) {
    for name in [Self.catalogName] + Self.catalogSideFiles {
      try Folder.remove("\(unfinished)/\(name)")
    }
  }

  /// Makes the published dataset's catalog the one that the run works on.
  func takePublishedCatalog() throws(FileFault) {
    let copy = "\(unfinished)/\(Self.copyName)"
    try Folder.copyFile(publishedCatalog, to: copy)
    try Folder.rename(copy, to: catalog)
  }

  /// Puts what was written into ``staged`` in the place of an older dataset.
  ///
  /// - Parameter hasReport: Whether there is a report among it. An older dataset's does not stay.
  func publish(_ files: [String], hasReport: Bool) throws(JobError) {
    guard isHeld else { throw JobError.outputIsGone(output: path) }
    var hadDataset = false
    do throws(FileFault) {
      hadDataset = try holdsDataset
      try publication.publish(
        files + [Self.catalogName] + (hasReport ? [ReportJob.fileName] : []),
        removing: Self.catalogSideFiles + (hasReport ? [] : [ReportJob.fileName]),
        finish: removeCatalog)
    } catch {
      throw JobError.publication(
        error, output: path, isTakenApart: hadDataset && (try? holdsDataset) == false)
    }
  }

  /// Whether the folder is still the one that the run took: it may have been moved or removed, and
  /// another run may have begun one in its place.
  var isHeld: Bool { lock.isHeld }

  /// Removes everything that the run needed only while it worked.
  func clear() throws(FileFault) {
    guard isHeld else { return }
    // The lock last: it shows that the folder is ours.
    try startOver()
    try Folder.remove(unfinished)
    try Folder.sync(path)
  }

  /// Leaves the folder to the same command's next run, with the work of this one if it has any.
  ///
  /// - Parameter isMistaken: Whether the work of this run is worth nothing. That of an earlier one
  ///   stays all the same.
  func leave(isMistaken: Bool) throws(FileFault) {
    if holdsEarlierWork { return }
    if !isMistaken, try Folder.holds(catalog) { return }
    try clear()
    // Only if nobody else has put anything there.
    if isNew { rmdir(path) }
  }

  /// The raw tree is never written to, and it would find the dataset's own files as images.
  private static func checkApart(_ path: String, _ raw: RawTree) throws(JobError) {
    if raw.contains(path) {
      throw .output(
        path: path, problem: "the output folder lies in the raw tree; name one outside of it")
    }
    if raw.lies(in: path) {
      throw .output(
        path: path, problem: "the raw tree lies in the output folder; name one outside of it")
    }
  }

  /// A folder with a user's files in it is most likely a mistake, and a file of the user's must not
  /// be removed because it is called as one of ours.
  private static func checkOurs(_ path: String) throws {
    let names = try Folder.names(in: path)
    if names.isEmpty { return }
    var holdsWork = false
    if names.contains(unfinishedName) {
      let unfinished = try Folder.names(in: "\(path)/\(unfinishedName)")
      // The lock is there before all else.
      let isOurs = unfinished.contains(FolderLock.name) || unfinished.isEmpty
      if let stranger = unfinished.first(where: { !isOurs || !own.contains($0) }) {
        throw refusal(of: path, because: "\(unfinishedName)/\(stranger)")
      }
      holdsWork = !unfinished.isEmpty
      let mayHoldNoDataset = holdsWork || names == [unfinishedName]
      if mayHoldNoDataset && !names.contains(Publication.descriptionName) { return }
    }
    guard names.contains(Publication.descriptionName) else {
      throw refusal(of: path, because: names[0])
    }
    do throws(PublishedDataset.Failure) {
      _ = try PublishedDataset.open(path)
    } catch {
      if case .unreadable = error { throw JobError.dataset(error) }
      throw JobError.output(
        path: path,
        problem: "the folder holds what cannot be replaced safely (\(error)); name an empty or a"
          + " new one, or remove "
          + (holdsWork ? "\(Publication.descriptionName)" : "it")
          + " if it is a dataset that you no longer want")
    }
  }

  /// A dataset is replaced by renaming and linking within one folder.
  private static func checkFolders(_ path: String) throws {
    for name in Publication.folders + [unfinishedName] {
      let folder = "\(path)/\(name)"
      if try Folder.isLink(folder)
        || Folder.isFolder(folder) && !Folder.lies(folder, onThatOf: path)
      {
        throw JobError.output(
          path: folder,
          problem: "it leads to another place, where a dataset cannot be replaced in one instant;"
            + " move the whole output folder there, or name another one")
      }
    }
  }

  /// What a run has below `unfinished/`.
  private static let own =
    [FolderLock.name, catalogName, copyName] + catalogSideFiles + Publication.workNames

  private static func refusal(of path: String, because name: String) -> JobError {
    .output(
      path: path,
      problem: "the folder holds other files than a dataset ('\(name)'); name an empty or a new one"
    )
  }
}

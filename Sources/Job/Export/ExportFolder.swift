import Foundation
import Shard

/// The folder that an export is written to, held by one run at a time.
///
/// Everything is written below `unfinished/` and moved from there when it is whole, export.json last.
/// So a folder with an export.json holds a whole export.
final class ExportFolder {
  let path: String
  private let lock: FolderLock
  /// Whether this run created it.
  private let isNew: Bool

  /// Where the export is written before it is put in place.
  var staged: String { "\(unfinished)/\(Self.stagedName)" }
  /// Where the run's own notes are.
  var unfinished: String { "\(path)/\(Self.unfinishedName)" }
  private var description: String { "\(path)/\(ExportDescription.name)" }
  private var stagedDescription: String { "\(staged)/\(ExportDescription.name)" }
  /// The export.json of an older export that is being removed.
  private var older: String { "\(unfinished)/\(Self.olderName)" }

  private static let unfinishedName = "unfinished"
  private static let stagedName = "export"
  private static let olderName = "older.json"
  private static let own =
    [FolderLock.name, stagedName, olderName] + ExportProgress.names
  /// What lies in an export's folder beside those of identities.
  static let ownNames = [
    unfinishedName, ExportDescription.name, ImageList.name, ListFile.identities.rawValue,
  ]
  /// Far more than an export of a million shards needs.
  private static let descriptionLimit = 1 << 29

  /// Creates the folder, or takes over one that holds an export or an unfinished one. What was whole
  /// and not yet in place is put there.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - dataset: The dataset's folder, in which it may not lie.
  ///   - note: Called with what the user should know.
  /// - Throws: ``JobError`` if it holds anything else or is held by another run.
  init(_ path: String, dataset: String, note: (String) -> Void) throws {
    self.path = path
    if Folder.lies(path, in: dataset) {
      throw JobError.output(
        path: path, problem: "the folder lies in the dataset's; name one outside of it")
    }
    isNew = try !Folder.holds(path)
    if !isNew && !Folder.isFolder(path) {
      throw JobError.output(path: path, problem: "there is a file of this name; name a folder")
    }
    try Folder.create(path)
    try Self.checkOurs(path)
    lock = try FolderLock(in: "\(path)/\(Self.unfinishedName)", output: path)
    if try Folder.holds(stagedDescription) {
      try publish()
      note("the export of an earlier run, which was ended while it was put in place, is there now")
    }
  }

  /// Whether the folder is still the one that the run took.
  var isHeld: Bool { lock.isHeld }

  /// The bytes of the export.json that is there; nil where there is none.
  var publishedDescription: [UInt8]? {
    get throws(FileFault) {
      guard try Folder.holds(description) else { return nil }
      return try InputFile(description).bytes(limit: Self.descriptionLimit)
    }
  }

  /// Removes all work of earlier runs.
  func startOver() throws(FileFault) {
    for name in Self.own where name != FolderLock.name {
      try Folder.remove("\(unfinished)/\(name)")
    }
  }

  /// Removes what the run needed only while it worked.
  func clear() throws(FileFault) {
    guard isHeld else { return }
    try startOver()
    // The lock last: it shows that the folder is ours.
    try Folder.remove(unfinished)
    try Folder.sync(path)
  }

  /// Leaves nothing behind of a run that has done nothing.
  func leave() throws(FileFault) {
    if try Folder.holds("\(unfinished)/\(ExportProgress.name)") { return }
    try clear()
    // Only if nobody else has put anything there.
    if isNew { rmdir(path) }
  }

  /// Puts the whole export that is in ``staged`` in its place. An older one is removed first, which
  /// may be broken off at any point: what is left to do can be told from what is there.
  func publish() throws {
    guard isHeld else { throw JobError.outputIsGone(output: path) }
    try Folder.sync(staged)
    if try Folder.holds(description) {
      try Folder.rename(description, to: older)
      try Folder.sync(path)
    }
    try removeOlder()
    for name in try Folder.names(in: staged) where name != ExportDescription.name {
      try Folder.rename("\(staged)/\(name)", to: "\(path)/\(name)")
    }
    try Folder.sync(path)
    try Folder.rename(stagedDescription, to: description)
    try Folder.sync(path)
  }

  private func removeOlder() throws {
    guard try Folder.holds(older) else { return }
    let bytes = try InputFile(older).bytes(limit: Self.descriptionLimit)
    let export = try Self.read(bytes, path: older)
    // The list of images last, because it says which there are.
    let lists = [ImageList.name]
    try ImageList(in: path).removeImages()
    for name in export.files.keys.sorted() where !lists.contains(name) && Self.isPlain(name) {
      try Folder.remove("\(path)/\(name)")
    }
    for name in lists { try Folder.remove("\(path)/\(name)") }
    try Folder.remove(older)
    try Folder.sync(unfinished)
  }

  /// Whether a name from a file is one of a file in the folder itself.
  private static func isPlain(_ name: String) -> Bool {
    !name.utf8.contains(UInt8(ascii: "/")) && name != ".." && name != "." && !name.isEmpty
  }

  /// What an export.json says.
  static func read(_ bytes: [UInt8], path: String) throws(JobError) -> PublishedExport {
    guard let export = try? JSONDecoder().decode(PublishedExport.self, from: Data(bytes)) else {
      throw JobError.output(
        path: path,
        problem: "it is not what an export writes; remove the folder, or name another one")
    }
    return export
  }

  /// A folder with a user's files in it is most likely a mistake.
  private static func checkOurs(_ path: String) throws {
    let names = try Folder.names(in: path)
    if names.isEmpty || names.contains(ExportDescription.name) { return }
    if names.contains(unfinishedName) {
      let work = try Folder.names(in: "\(path)/\(unfinishedName)")
      let isOurs = work.isEmpty || work.contains(FolderLock.name)
      // While an export is put in place, its files are there without export.json.
      let isAlone = names.count == 1 || work.contains(stagedName) || work.contains(olderName)
      if isOurs && isAlone && work.allSatisfy(own.contains) { return }
    }
    throw JobError.output(
      path: path,
      problem: "the folder holds other files than an export ('\(names[0])'); name an empty or a new"
        + " one")
  }
}

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
  /// export.json while it is written.
  private static let nextName = "export.json.next"
  /// What is below `unfinished/`, in the order in which it is removed: what tells of other files goes
  /// before these, and the lock last, because it shows that the folder is ours.
  private static let own =
    ExportProgress.names + [nextName, olderName, stagedName, FolderLock.name]
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
    for name in ExportProgress.names { try Folder.remove("\(unfinished)/\(name)") }
    try Folder.sync(unfinished)
    for name in Self.own where name != FolderLock.name {
      try Folder.remove("\(unfinished)/\(name)")
    }
  }

  /// Removes what the run needed only while it worked.
  func clear() throws(FileFault) {
    guard isHeld else { return }
    try startOver()
    try Folder.removeFile("\(unfinished)/\(FolderLock.name)")
    rmdir(unfinished)
    try Folder.sync(path)
  }

  /// Leaves nothing behind of a run that has done nothing.
  func leave() throws(FileFault) {
    if try Folder.holds("\(unfinished)/\(ExportProgress.name)") { return }
    try clear()
    // Only if nobody else has put anything there.
    if isNew { rmdir(path) }
  }

  /// Ends the export in ``staged`` with its export.json, which marks it as whole, and puts it in its
  /// place.
  ///
  /// - Throws: ``JobError`` if a file of the user's is in the way.
  func publish(_ export: ExportDescription) throws {
    let next = "\(unfinished)/\(Self.nextName)"
    let file = try OutputFile(next)
    try file.write(export.page.utf8)
    _ = try file.finish()
    try Folder.syncAll(on: staged)
    try Folder.rename(next, to: stagedDescription)
    try publish()
  }

  /// Puts the whole export that is in ``staged`` in its place. An older one is removed first, which
  /// may be broken off at any point: what is left to do can be told from what is there.
  private func publish() throws {
    guard isHeld else { throw JobError.outputIsGone(output: path) }
    let isThere = try Folder.holds(description)
    let export = try olderExport(at: isThere ? description : older)
    try checkNothingIsInTheWay(of: export)
    if isThere {
      try Folder.rename(description, to: older)
      try Folder.sync(path)
    }
    if let export { try remove(export) }
    for name in try Folder.names(in: staged) where name != ExportDescription.name {
      try Folder.rename("\(staged)/\(name)", to: "\(path)/\(name)")
    }
    try Folder.syncAll(on: path)
    try Folder.rename(stagedDescription, to: description)
    try Folder.sync(path)
  }

  /// The export that is there, or is being removed; nil where there is none.
  private func olderExport(at path: String) throws -> PublishedExport? {
    guard try Folder.holds(path) else { return nil }
    return try Self.read(try InputFile(path).bytes(limit: Self.descriptionLimit), path: path)
  }

  /// Makes sure that no file gives way but those of the older export.
  private func checkNothingIsInTheWay(of older: PublishedExport?) throws {
    let names = try Folder.names(in: path)
    let inTheWay = try Folder.names(in: staged).filter {
      $0 != ExportDescription.name && names.contains($0)
    }
    if inTheWay.isEmpty { return }
    var own: Set<String> = []
    if let older { own = Set(older.files.keys).union(try ImageList(in: path).paths()) }
    for name in inTheWay {
      let isFolder = Folder.isFolder("\(path)/\(name)")
      let files =
        isFolder ? try Folder.files(below: "\(path)/\(name)").map { "\(name)/\($0)" } : [name]
      let isLink = try Folder.isLink("\(path)/\(name)")
      if let stranger = isLink ? name : files.first(where: { !own.contains($0) }) {
        throw JobError.output(
          path: "\(path)/\(stranger)",
          problem:
            "it is none of the export's files, and in the way of one; move it away, and the same"
            + " command goes on")
      }
    }
  }

  private func remove(_ export: PublishedExport) throws {
    try ImageList(in: path).removeImages()
    for name in export.files.keys where name != ImageList.name && Self.isPlain(name) {
      try Folder.removeFile("\(path)/\(name)")
    }
    // Last, because it says which images there are.
    try Folder.removeFile("\(path)/\(ImageList.name)")
    try Folder.syncAll(on: path)
    try Folder.remove(older)
    try Folder.sync(unfinished)
  }

  /// Whether a name from a file is one of a file in the folder itself.
  private static func isPlain(_ name: String) -> Bool {
    !name.utf8.contains(UInt8(ascii: "/")) && !["", ".", "..", unfinishedName].contains(name)
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

  /// A folder with a user's files in it is most likely a mistake, and what is called as our own must be
  /// ours before it is removed.
  private static func checkOurs(_ path: String) throws {
    let names = try Folder.names(in: path)
    if names.isEmpty { return }
    var work: [String] = []
    if names.contains(unfinishedName) {
      work = try Folder.names(in: "\(path)/\(unfinishedName)")
      let isOurs = work.isEmpty || work.contains(FolderLock.name)
      if let stranger = work.first(where: { !isOurs || !own.contains($0) }) {
        throw refusal(of: path, because: "\(unfinishedName)/\(stranger)")
      }
    }
    if names.contains(ExportDescription.name) {
      let file = "\(path)/\(ExportDescription.name)"
      _ = try read(try InputFile(file).bytes(limit: descriptionLimit), path: file)
      return
    }
    // While an export is put in place, its files are there without export.json.
    let mayHoldFiles = work.contains(stagedName) || work.contains(olderName)
    if let stranger = names.first(where: { $0 != unfinishedName && !mayHoldFiles }) {
      throw refusal(of: path, because: stranger)
    }
  }

  private static func refusal(of path: String, because name: String) -> JobError {
    .output(
      path: path,
      problem: "the folder holds other files than an export ('\(name)'); name an empty or a new one"
    )
  }
}

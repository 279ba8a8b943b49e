import Crawl
import Glibc
import Shard

/// The folder that a run writes to, held by one run at a time.
///
/// Everything is written below `unfinished/` and moved from there when it is whole.
final class OutputFolder {
  let path: String
  private let lock: Int32

  /// Where the run keeps its catalog while it works.
  var catalog: String { "\(unfinished)/\(Self.catalogName)" }
  /// Where the run keeps its faces while it works.
  var faces: String { "\(unfinished)/faces.bin" }
  /// Where the dataset is written before it is published.
  var staged: String { "\(unfinished)/dataset" }
  private var unfinished: String { "\(path)/\(Self.unfinishedName)" }

  static let catalogName = "catalog.sqlite"
  private static let unfinishedName = "unfinished"

  /// Creates the folder, or takes over one that holds a dataset or an unfinished run.
  ///
  /// - Throws: ``JobError`` if it holds anything else, lies in the raw tree or is held by another
  ///   run.
  init(_ path: String, raw: RawTree, note: (String) -> Void) throws {
    self.path = path
    try Self.checkApart(path, raw)
    try Folder.create(path)
    try Self.checkApart(path, raw)
    try Self.checkOurs(path)
    let unfinished = "\(path)/\(Self.unfinishedName)"
    try Folder.create(unfinished)
    lock = try Self.takeLock("\(unfinished)/lock", output: path)
    let leftOver = try Folder.names(in: unfinished).filter { $0 != "lock" }
    if !leftOver.isEmpty {
      note("\(unfinished): an unfinished run was found; the work starts over")
      for name in leftOver { try Folder.remove("\(unfinished)/\(name)") }
    }
  }

  deinit {
    close(lock)
  }

  /// Removes everything that the run needed only while it worked.
  func clear() throws(FileFault) {
    try Folder.remove(unfinished)
    try Folder.sync(path)
  }

  /// The raw tree is never written to, and it would find the dataset's own files as images.
  private static func checkApart(_ path: String, _ raw: RawTree) throws(JobError) {
    if raw.contains(path) {
      throw .output(
        path: path, problem: "the output folder lies in the raw tree; name one outside of it")
    }
  }

  /// A folder with a user's files in it is most likely a mistake.
  private static func checkOurs(_ path: String) throws {
    let names = try Folder.names(in: path)
    if names.isEmpty || names.contains(Publication.description) || names.contains(unfinishedName) {
      return
    }
    throw JobError.output(
      path: path,
      problem: "the folder holds other files than a dataset ('\(names[0])'); name an empty or a"
        + " new one")
  }

  private static func takeLock(_ path: String, output: String) throws -> Int32 {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw FileFault(path, .create) }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      var holder = [UInt8](repeating: 0, count: 32)
      let count = max(0, read(descriptor, &holder, holder.count))
      close(descriptor)
      let process = String(decoding: holder[..<count], as: UTF8.self)
      throw JobError.output(
        path: output,
        problem: "another run (process \(process)) writes to this folder; wait for it or name"
          + " another folder")
    }
    ftruncate(descriptor, 0)
    let process = Array(String(getpid()).utf8)
    _ = write(descriptor, process, process.count)
    return descriptor
  }
}

import Glibc

/// Puts a dataset that was written below its output folder in the place of an older one, in one
/// instant: who opens dataset.json, or any other of the files, finds the older dataset's or the new
/// one's, and all of them change over together.
///
/// The files of both datasets have the same names, and no call renames several files at once. So
/// each name becomes a symbolic link for a moment, first to the older file: `shards/x.npy` leads to
/// `unfinished/current/shards/x.npy`, where `current` is a link to the folder `older` with hard
/// links to the older files. Then `current` is made to lead to the new files, which is one rename.
/// Then each link gives way to the file that it leads to. Whatever breaks this off, links and all
/// still lead to one whole dataset, and ``recover(finish:)`` brings it to an end.
public struct Publication {
  /// The name of the file that makes a folder a dataset.
  public static let descriptionName = "dataset.json"

  private let output: String
  private let workspace: String
  /// Whether the file system is trusted to have links; only tests say that it is not.
  private let hasLinks: Bool

  /// Where the new dataset is written: the folder `dataset` of the workspace.
  public var staged: String { "\(space)/\(Self.stagedName)" }
  private var space: String { "\(output)/\(workspace)" }
  private var older: String { "\(space)/\(Self.olderName)" }
  private var current: String { "\(space)/\(Self.currentName)" }
  private var next: String { "\(space)/\(Self.nextName)" }
  /// Marks a dataset that is being moved file by file.
  private var moving: String { "\(space)/\(Self.movingName)" }

  private static let stagedName = "dataset"
  private static let olderName = "older"
  private static let currentName = "current"
  private static let nextName = "next"
  private static let movingName = "moving"
  private static let probeName = ".probe"
  /// What the workspace may hold of a publication.
  public static let workNames = [stagedName, olderName, currentName, nextName, movingName]

  /// The dataset's folders. They must lie in the output folder itself, not be linked or mounted
  /// there.
  public static let folders = ["shards", "manifests"]

  /// Creates a publication in the folder `output`, with `workspace` the name of a folder in it that
  /// is left to it and to the run that writes there.
  public init(in output: String, workspace: String) {
    self.init(in: output, workspace: workspace, hasLinks: true)
  }

  init(in output: String, workspace: String, hasLinks: Bool) {
    self.output = output
    self.workspace = workspace
    self.hasLinks = hasLinks
  }

  /// Publishes the dataset in ``staged``.
  ///
  /// - Parameters:
  ///   - files: The files that are published with dataset.json: those of
  ///     ``DatasetDescription/files``, and others.
  ///   - obsolete: Files that may lie beside an older dataset and must not lie beside this one.
  ///   - finish: Called when the dataset is in place, to remove what else the run had for it. Until
  ///     that is done, ``recover(finish:)`` finds the publication, and calls it again. The
  ///     publication's own left-overs may stay in the workspace behind it.
  /// - Throws: ``FileFault`` if a file cannot be put in place. What was begun,
  ///   ``recover(finish:)`` ends. An older dataset is whole all the while, except where its files
  ///   cannot be given links: on some file systems, and where `fs.protected_hardlinks` forbids it
  ///   because they are another user's.
  public func publish(
    _ files: [String], removing obsolete: [String] = [],
    finish: () throws(FileFault) -> Void = {}
  ) throws(FileFault) {
    let files = files + [Self.descriptionName]
    for file in files where try !Folder.holds("\(staged)/\(file)") {
      throw FileFault("\(staged)/\(file)", .open, code: ENOENT)
    }
    // The files are on the disk; so are their names from here on.
    for folder in Self.folders { try Folder.sync("\(staged)/\(folder)") }
    try Folder.sync(staged)
    try checkWritable()
    for folder in Self.folders { try Folder.create("\(output)/\(folder)") }
    for file in files where Folder.isFolder("\(output)/\(file)") {
      throw FileFault("\(output)/\(file)", .rename, code: EISDIR)
    }
    for file in obsolete { try Folder.remove("\(output)/\(file)") }
    if try Folder.holds("\(output)/\(Self.descriptionName)"), try keepOlder(files) {
      try exchange(files, finish)
    } else {
      try move(files, finish)
    }
  }

  /// What ``recover(finish:)`` found.
  public enum Recovery: Sendable {
    /// No publication was broken off.
    case nothing
    /// One was, before the instant; the older dataset is there, and the new one is gone.
    case undone
    /// One was, after it; the new dataset is there.
    case finished
  }

  /// Brings a publication that was broken off to an end.
  ///
  /// - Throws: ``FileFault`` if a file cannot be put in place.
  public func recover(
    finish: () throws(FileFault) -> Void = {}
  ) throws(FileFault) -> Recovery {
    if try Folder.isLink(current) {
      let isNew = try Folder.destination(of: current) == Self.stagedName
      if isNew { try settle(finish) } else { try settle {} }
      return isNew ? .finished : .undone
    }
    if try Folder.holds(moving) {
      let files = try Folder.files(below: staged)
      if files.contains(Self.descriptionName) {
        try move(files, finish)
        return .finished
      }
      if try Folder.holds("\(output)/\(Self.descriptionName)") {
        try endMoving(finish)
        return .finished
      }
      // Its files are gone, in whatever way. The run finds out whether it can make them again.
      try Folder.remove(moving)
    }
    try Folder.remove(older)
    return .nothing
  }

  // MARK: In one instant

  /// Gives the older files second names, by which they stay; false where the file system has no
  /// such links, or none of the other kind.
  private func keepOlder(_ files: [String]) throws(FileFault) -> Bool {
    guard hasLinks else { return false }
    try Folder.remove(older)
    for folder in Self.folders { try Folder.create("\(older)/\(folder)") }
    do throws(FileFault) {
      for file in try names(beside: files) where try Folder.holds("\(output)/\(file)") {
        if link("\(output)/\(file)", "\(older)/\(file)") != 0 {
          throw FileFault("\(older)/\(file)", .create)
        }
      }
      try Folder.link(next, to: Self.olderName)
      _ = try InputFile("\(next)/\(Self.descriptionName)")
    } catch {
      let canMove = try Self.lacksLinks(error) ? true : isRefusedLinkOnly(error)
      guard canMove else { throw error }
      for leftOver in [next, older] { try Folder.remove(leftOver) }
      return false
    }
    for folder in Self.folders { try Folder.sync("\(older)/\(folder)") }
    try Folder.sync(older)
    return true
  }

  /// Whether links, hard or symbolic, cannot be created or are not followed.
  private static func lacksLinks(_ fault: FileFault) -> Bool {
    guard case .system(let code) = fault.cause else { return false }
    return [EPERM, EOPNOTSUPP, ENOSYS, EMLINK, ELOOP].contains(code)
  }

  /// Whether links from one folder to another are refused (AFS has none, nor do some file systems
  /// made of several), but files can be moved. Where they cannot, a folder is another file system's.
  private func isRefusedLinkOnly(_ fault: FileFault) throws(FileFault) -> Bool {
    guard fault.cause == .system(EXDEV) else { return false }
    for folder in Self.folders {
      try Folder.remove(next)
      _ = try OutputFile(next).finish()
      let probe = "\(output)/\(folder)/\(Self.probeName)"
      if Glibc.rename(next, probe) != 0 {
        try Folder.remove(next)
        return false
      }
      try Folder.remove(probe)
    }
    return true
  }

  /// The new dataset's files and those of the older one.
  private func names(beside files: [String]) throws(FileFault) -> [String] {
    var names = files
    for folder in Self.folders {
      for name in try Folder.names(in: "\(output)/\(folder)") where Self.isShard(name) {
        names.append("\(folder)/\(name)")
      }
    }
    return Set(names.map(ExactText.init)).map(\.text)
  }

  private func exchange(
    _ files: [String], _ finish: () throws(FileFault) -> Void
  ) throws(FileFault) {
    try Folder.link(current, to: Self.olderName)
    try Folder.sync(space)
    for file in try names(beside: files) {
      try Folder.link(next, to: linkTarget(of: file))
      try Folder.rename(next, to: "\(output)/\(file)")
    }
    try syncAll()
    try Folder.link(next, to: Self.stagedName)
    try Folder.rename(next, to: current)
    try Folder.sync(space)
    try settle(finish)
  }

  /// Where a file's link leads, from the folder that the file is in.
  private func linkTarget(of file: String) -> String {
    let up = file.utf8.contains(UInt8(ascii: "/")) ? "../" : ""
    return "\(up)\(workspace)/\(Self.currentName)/\(file)"
  }

  /// Puts the files that links lead to in the links' places. They stay where they were until all
  /// are: a reader may have followed a link just before.
  private func settle(_ finish: () throws(FileFault) -> Void) throws(FileFault) {
    let source = "\(space)/\(try Folder.destination(of: current))"
    for folder in [""] + Self.folders.map({ $0 + "/" }) {
      for name in try Folder.names(in: "\(output)/\(folder)") {
        let (file, path) = ("\(folder)\(name)", "\(output)/\(folder)\(name)")
        guard try Folder.isLink(path), try Folder.destination(of: path) == linkTarget(of: file)
        else { continue }
        if try Folder.holds("\(source)/\(file)") {
          try Folder.remove(next)
          if link("\(source)/\(file)", next) != 0 { throw FileFault(next, .create) }
          try Folder.rename(next, to: path)
        } else {
          // A file that only the other dataset has.
          try Folder.remove(path)
        }
      }
    }
    try syncAll()
    try finish()
    // Before the files that it may lead to: without it there is nothing to recover.
    try Folder.remove(current)
    try Folder.sync(space)
    for leftOver in [next, older, staged] { try? Folder.remove(leftOver) }
  }

  private func syncAll() throws(FileFault) {
    for folder in Self.folders { try Folder.sync("\(output)/\(folder)") }
    try Folder.sync(output)
  }

  // MARK: File by file

  /// Moves the files to where there is no dataset, or where the file system cannot do better:
  /// dataset.json of an older one goes first, and that of the new one comes last.
  private func move(
    _ files: [String], _ finish: () throws(FileFault) -> Void
  ) throws(FileFault) {
    if try !Folder.holds(moving) {
      _ = try OutputFile(moving).finish()
      try Folder.sync(space)
    }
    try Folder.remove("\(output)/\(Self.descriptionName)")
    try Folder.sync(output)
    try removeOlder(than: Set(try published(files).map(ExactText.init)))
    for file in files where file != Self.descriptionName {
      try Folder.rename("\(staged)/\(file)", to: "\(output)/\(file)")
    }
    try syncAll()
    try Folder.rename(
      "\(staged)/\(Self.descriptionName)", to: "\(output)/\(Self.descriptionName)")
    try Folder.sync(output)
    try endMoving(finish)
  }

  private func endMoving(_ finish: () throws(FileFault) -> Void) throws(FileFault) {
    try finish()
    try Folder.remove(moving)
  }

  /// The files of the new dataset that are in place or about to be.
  private func published(_ files: [String]) throws(FileFault) -> [String] {
    do throws(PublishedDataset.Failure) {
      return try PublishedDataset.open(staged).shardFiles + files
    } catch {
      throw FileFault("\(staged)/\(Self.descriptionName)", .read, .malformed)
    }
  }

  /// Removes an older dataset's files that none of `files` will replace.
  private func removeOlder(than files: Set<ExactText>) throws(FileFault) {
    for folder in Self.folders {
      for name in try Folder.names(in: "\(output)/\(folder)")
      where Self.isShard(name) && !files.contains(ExactText("\(folder)/\(name)")) {
        try Folder.remove("\(output)/\(folder)/\(name)")
      }
    }
  }

  /// Nothing is begun where it cannot be ended.
  private func checkWritable() throws(FileFault) {
    for folder in [output] + Self.folders.map({ "\(output)/\($0)" })
    where access(folder, W_OK | X_OK) != 0 && errno != ENOENT {
      throw FileFault(folder, .write)
    }
  }

  /// Whether a file is named as shards and manifests are: what a user put there stays.
  private static func isShard(_ name: String) -> Bool {
    name.wholeMatch(of: /(train|val)-\d{5,}-of-\d{5,}\.(npy|jsonl)/) != nil
  }
}

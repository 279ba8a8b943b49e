import Glibc

/// Puts a dataset that was written into a folder of its own in the place of an older one.
///
/// dataset.json goes first and comes back last, so that a reader who finds it finds every file
/// that it names.
public struct Publication {
  /// The name of the file that makes a folder a dataset.
  public static let description = "dataset.json"

  private let staged: String
  private let output: String

  /// Creates a publication from `staged` to `output`, which are on one file system.
  public init(from staged: String, to output: String) {
    self.staged = staged
    self.output = output
  }

  /// Publishes the dataset; does nothing where that is done.
  ///
  /// - Parameters:
  ///   - files: The files in `staged` that are published with dataset.json: those of
  ///     ``DatasetDescription/files``, and others.
  ///   - obsolete: Files that may lie beside an older dataset and must not lie beside this one.
  /// - Throws: ``FileFault`` if a file cannot be put in place. dataset.json is missing then, unless
  ///   nothing was touched, and publishing the same files again finishes the work.
  public func publish(
    _ files: [String], removing obsolete: [String] = []
  ) throws(FileFault) {
    if isDone { return }
    try checkStaged(files)
    try checkWritable()
    try Folder.create(output)
    try Folder.remove("\(output)/\(Self.description)")
    for file in obsolete { try Folder.remove("\(output)/\(file)") }
    try Folder.sync(output)
    for folder in Self.folders {
      try Folder.create("\(output)/\(folder)")
      try removeOlder(in: folder, than: Set(files.map(ExactText.init)))
    }
    for file in files { try place(file) }
    for folder in Self.folders { try Folder.sync("\(output)/\(folder)") }
    try Folder.sync(output)
    try place(Self.description)
    try Folder.sync(output)
  }

  private static let folders = ["shards", "manifests"]

  private var isDone: Bool {
    !Folder.holds("\(staged)/\(Self.description)") && Folder.holds("\(output)/\(Self.description)")
  }

  /// An older dataset gives way to a whole one only. Where it is gone already, an earlier attempt
  /// has moved some of the files.
  private func checkStaged(_ files: [String]) throws(FileFault) {
    guard Folder.holds("\(output)/\(Self.description)") else { return }
    for file in files where !Folder.holds("\(staged)/\(file)") {
      throw FileFault("\(staged)/\(file)", .open, code: ENOENT)
    }
  }

  /// An older dataset is taken apart only where the new one can be put in its place.
  private func checkWritable() throws(FileFault) {
    for folder in [output] + Self.folders.map({ "\(output)/\($0)" })
    where access(folder, W_OK | X_OK) != 0 && errno != ENOENT {
      throw FileFault(folder, .write)
    }
  }

  /// Removes an older dataset's files that none of `files` will replace.
  private func removeOlder(in folder: String, than files: Set<ExactText>) throws(FileFault) {
    for name in try Folder.names(in: "\(output)/\(folder)")
    where Self.isShard(name) && !files.contains(ExactText("\(folder)/\(name)")) {
      try Folder.remove("\(output)/\(folder)/\(name)")
    }
  }

  /// Moves a file to its place, if an earlier attempt has not.
  private func place(_ file: String) throws(FileFault) {
    let target = "\(output)/\(file)"
    if !Folder.holds("\(staged)/\(file)") && Folder.holds(target) { return }
    try Folder.rename("\(staged)/\(file)", to: target)
  }

  /// Whether a file is named as shards and manifests are: what a user put there stays.
  private static func isShard(_ name: String) -> Bool {
    name.wholeMatch(of: /(train|val)-\d{5,}-of-\d{5,}\.(npy|jsonl)/) != nil
  }
}

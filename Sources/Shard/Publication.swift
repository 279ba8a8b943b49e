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

  /// Publishes the dataset.
  ///
  /// - Parameter others: The names of files in `staged` that are published with it.
  /// - Throws: ``FileFault`` if a file cannot be put in place. dataset.json is missing then, and
  ///   publishing again finishes the work.
  public func publish(with others: [String]) throws(FileFault) {
    try Folder.remove("\(output)/\(Self.description)")
    try Folder.sync(output)
    for folder in ["shards", "manifests"] { try replace(folder) }
    for name in ListFile.allCases.map(\.rawValue) + others {
      try Folder.rename("\(staged)/\(name)", to: "\(output)/\(name)")
    }
    try Folder.sync(output)
    try Folder.rename("\(staged)/\(Self.description)", to: "\(output)/\(Self.description)")
    try Folder.sync(output)
  }

  /// Moves the staged files of a folder and removes the older dataset's that are left over.
  private func replace(_ folder: String) throws(FileFault) {
    let target = "\(output)/\(folder)"
    try Folder.create(target)
    let names = try Folder.names(in: "\(staged)/\(folder)")
    for name in try Folder.names(in: target) where !names.contains(name) && Self.isShard(name) {
      try Folder.remove("\(target)/\(name)")
    }
    for name in names { try Folder.rename("\(staged)/\(folder)/\(name)", to: "\(target)/\(name)") }
    try Folder.sync(target)
  }

  /// Whether a file is named as shards and manifests are: what a user put there stays.
  private static func isShard(_ name: String) -> Bool {
    name.wholeMatch(of: /(train|val)-\d{5,}-of-\d{5,}\.(npy|jsonl)/) != nil
  }
}

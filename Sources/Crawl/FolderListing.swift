import Glibc

/// What one folder holds, in the order in which the paths below it come.
///
/// The names lie in one buffer and an entry takes 16 bytes, because a folder may hold a million
/// files and an array for each name would take five times the memory.
struct FolderListing {
  /// What a name stands for, links resolved.
  enum Target {
    case file
    case folder(resolved: [UInt8], isLink: Bool)
    case fault(TreeFault)
  }

  private struct Entry {
    let start: Int
    let count: UInt32
    let kind: FileSystem.Kind
    /// Whether it is a folder, or a link to one that is followed.
    var isFolder: Bool
  }

  private let folder: [UInt8]
  private var names: [UInt8] = []
  private var entries: ArraySlice<Entry> = []
  /// Where links lead, by where their names start.
  private var links: [Int: Target] = [:]

  /// Lists a folder.
  ///
  /// - Parameters:
  ///   - folder: Its path, links resolved.
  ///   - follow: Says what a link stands for; called with its path.
  /// - Throws: Also where only part of the folder can be listed: half a folder is no folder.
  init(_ folder: [UInt8], follow: ([UInt8]) -> Target) throws(FileSystem.Failure) {
    self.folder = folder
    var names: [UInt8] = []
    var entries: [Entry] = []
    try FileSystem.list(folder) { name, kind in
      entries.append(
        Entry(
          start: names.count, count: UInt32(name.count), kind: kind, isFolder: kind == .folder))
      names.append(contentsOf: name)
    }
    for (index, entry) in entries.enumerated() where entry.kind == .link {
      let target = follow(folder.entry(names[entry.start...].prefix(Int(entry.count))))
      if case .folder = target { entries[index].isFolder = true }
      links[entry.start] = target
    }
    names.withUnsafeBytes { names in entries.sort { Self.precedes($0, $1, in: names) } }
    self.names = names
    self.entries = entries[...]
  }

  /// Whether the paths of one entry come before those of another.
  ///
  /// A folder's paths go on with a slash, so that they are sorted among its siblings' as whole
  /// paths: `a b/x` comes before `a/x`, since a space is less than a slash.
  private static func precedes(
    _ left: Entry, _ right: Entry, in names: UnsafeRawBufferPointer
  ) -> Bool {
    let (leftCount, rightCount) = (Int(left.count), Int(right.count))
    let shared = min(leftCount, rightCount)
    guard shared > 0, let start = names.baseAddress else { return leftCount < rightCount }
    let order = memcmp(start + left.start, start + right.start, shared)
    if order != 0 { return order < 0 }
    let slash = UInt8(ascii: "/")
    if leftCount < rightCount {
      return !left.isFolder || slash < names[right.start + shared]
    }
    return leftCount > rightCount && right.isFolder && names[left.start + shared] < slash
  }

  /// Takes the next entry out; nil past the last.
  mutating func popFirst() -> (name: ArraySlice<UInt8>, target: Target)? {
    guard let entry = entries.popFirst() else { return nil }
    let name = names[entry.start..<entry.start + Int(entry.count)]
    switch entry.kind {
    case .file: return (name, .file)
    case .folder: return (name, .folder(resolved: folder.entry(name), isLink: false))
    case .special(let kind): return (name, .fault(.special(kind)))
    case .link: return (name, links.removeValue(forKey: entry.start) ?? .file)
    }
  }
}

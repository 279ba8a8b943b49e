/// Walks a raw tree in the order of its paths' bytes, one folder in memory for each level.
///
/// Every file, link, device and unreadable folder comes up once; folders that can be listed do not
/// come up themselves. Links to files and folders inside the tree are followed, folders one link
/// deep.
public struct TreeWalk: Sequence, IteratorProtocol {
  private enum Target {
    case file
    case folder(resolved: [UInt8], linked: Bool)
    case fault(TreeFault)
  }

  private struct Entry {
    let name: [UInt8]
    let target: Target

    /// What the entry's paths begin with, so that a folder's are sorted among its siblings' as
    /// whole paths: `a b/x` comes before `a/x`, since a space is less than a slash.
    var sortKey: [UInt8] {
      if case .folder = target { name + [UInt8(ascii: "/")] } else { name }
    }
  }

  /// A folder whose entries are being handed out.
  private struct Level {
    let path: TreePath
    var entries: ArraySlice<Entry>
  }

  private let tree: RawTree
  private var levels: [Level] = []
  private var pending: TreeEntry?

  init(_ tree: RawTree) {
    self.tree = tree
    enter(TreePath([]), resolved: tree.resolvedRoot, linked: false)
  }

  /// The next thing in the tree; nil past the last.
  public mutating func next() -> TreeEntry? {
    if let entry = pending {
      pending = nil
      return entry
    }
    while let level = levels.indices.last {
      guard let entry = levels[level].entries.popFirst() else {
        levels.removeLast()
        continue
      }
      let path = levels[level].path.appending(entry.name)
      switch entry.target {
      case .file:
        return classify(path)
      case .fault(let fault):
        return .other(path, fault)
      case .folder(let resolved, let linked):
        enter(path, resolved: resolved, linked: linked)
        if let entry = pending {
          pending = nil
          return entry
        }
      }
    }
    return nil
  }

  /// Lists a folder; one that cannot be listed becomes the next thing to hand out.
  private mutating func enter(_ path: TreePath, resolved: [UInt8], linked: Bool) {
    do {
      let entries = try FileSystem.list(resolved).map { name, kind in
        Entry(name: name, target: target(name: name, kind: kind, in: resolved, linked: linked))
      }
      let sorted = entries.map { (key: $0.sortKey, entry: $0) }
        .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      levels.append(Level(path: path, entries: sorted.map(\.entry)[...]))
    } catch {
      pending = .other(path, .folderUnreadable(error.code))
    }
  }

  private func target(
    name: [UInt8], kind: FileSystem.Kind, in folder: [UInt8], linked: Bool
  ) -> Target {
    let path = folder + [UInt8(ascii: "/")] + name
    switch kind {
    case .file: return .file
    case .folder: return .folder(resolved: path, linked: linked)
    case .special(let kind): return .fault(.special(kind))
    case .link: return linkTarget(path, in: folder, linked: linked)
    }
  }

  private func linkTarget(_ path: [UInt8], in folder: [UInt8], linked: Bool) -> Target {
    do {
      let (resolved, kind) = try FileSystem.resolve(path)
      guard resolved.isInside(tree.resolvedRoot) else { return .fault(.linkOutside) }
      switch kind {
      case .file: return .file
      case .special(let kind): return .fault(.special(kind))
      case .folder, .link:
        if folder.isInside(resolved) { return .fault(.linkLoop) }
        return linked ? .fault(.linkNested) : .folder(resolved: resolved, linked: true)
      }
    } catch {
      return .fault(.linkBroken(error.code))
    }
  }

  private func classify(_ path: TreePath) -> TreeEntry {
    if path == tree.layout.names?.path {
      return .other(path, .metadata("the list of identities' names"))
    }
    guard let identity = tree.layout.images.identity(of: path) else {
      return .other(path, .outsideLayout(template: tree.layout.images.text))
    }
    return .image(SourceImage(path: path, identity: identity))
  }
}

extension [UInt8] {
  /// Whether this path is `folder` or lies below it; both are absolute, with links resolved.
  func isInside(_ folder: [UInt8]) -> Bool {
    let prefix = folder == [UInt8(ascii: "/")] ? folder : folder + [UInt8(ascii: "/")]
    return self == folder || starts(with: prefix)
  }
}

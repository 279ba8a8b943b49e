/// A folder of photographs, walked in one fixed order. It is never written to.
public struct RawTree: Sendable {
  /// The root as it was given: what a file's path is appended to.
  public let root: [UInt8]
  /// The root with links resolved.
  let resolvedRoot: [UInt8]
  /// What this source is called in everything that is written: its folder's name, unless another
  /// was given.
  public let name: TreePath
  /// How the tree is laid out.
  public let layout: Layout
  /// Which folder the root was when the tree was opened.
  private let folder: FolderIdentity

  /// Opens a raw tree.
  ///
  /// - Parameters:
  ///   - root: The path of its root, as bytes.
  ///   - layout: How it is laid out; nil to recognise it from what the root holds.
  ///   - layouts: Further layouts to recognise, tried before those that are built in.
  ///   - name: What to call this source; nil for its folder's name.
  /// - Throws: ``CrawlError/root(path:problem:)`` if the root is no folder that can be listed.
  public init(
    root: [UInt8], layout: Layout? = nil, layouts: [Layout] = [], name: TreePath? = nil
  ) throws(CrawlError) {
    self.root = root
    let recognisable = layouts + (try Layout.builtIn())
    let telling = Set(recognisable.flatMap(\.files))
    var folders: [TreePath] = []
    // Only those that tell of a layout: a root may hold a million files.
    var files: Set<TreePath> = []
    do {
      resolvedRoot = try FileSystem.resolve(root).path
      folder = try FolderIdentity(of: root)
      try FileSystem.list(resolvedRoot) { name, kind in
        switch kind {
        case .folder: folders.append(TreePath(Array(name)))
        case .file, .link:
          let name = TreePath(Array(name))
          if telling.contains(name) { files.insert(name) }
        case .special: break
        }
      }
    } catch {
      throw .root(path: TreePath(root).text, problem: systemMessage(error.code))
    }
    let ownName = TreePath(resolvedRoot).components.last.map { TreePath(Array($0)) }
    self.name = name ?? ownName ?? TreePath([])
    if let layout {
      self.layout = layout
    } else {
      self.layout = try .recognised(folders: folders, files: files, among: layouts)
    }
  }

  /// Whether the root's path still leads to the folder that was opened: whether neither that was
  /// moved or removed, nor the disk taken away that it lies on, nor a link on the way changed.
  public var isInPlace: Bool { (try? FolderIdentity(of: root)) == folder }

  /// The path that opens the file at `path` below the root.
  public func location(of path: TreePath) -> [UInt8] {
    root.entry(path.bytes)
  }

  /// The path that opens the list of identities' names; nil where the layout or the tree has none.
  ///
  /// - Throws: ``TreeFault`` if what is there is not to be opened: a pipe, or a link out of the tree.
  public func namesLocation() throws(TreeFault) -> [UInt8]? {
    guard let path = layout.names?.path else { return nil }
    return try listLocation(of: path)
  }

  /// The path that opens a list that the layout names, at `path` below the root: the list of names,
  /// or one of the ``Layout/metadata``; nil where the tree has none.
  ///
  /// - Throws: ``TreeFault`` if what is there is not to be opened: a pipe, or a link out of the tree.
  public func listLocation(of path: TreePath) throws(TreeFault) -> [UInt8]? {
    // One that cannot be resolved is not there, or has a line of its own that says more.
    guard let (resolved, kind) = try? FileSystem.resolve(resolvedRoot.entry(path.bytes)) else {
      return nil
    }
    if !resolved.isInside(resolvedRoot) { throw .linkOutside }
    if case .special(let kind) = kind { throw .special(kind) }
    return resolved
  }

  /// Everything in the tree, in the order of the paths' bytes.
  ///
  /// - Parameter metadata: What the tree's ``Layout/metadata`` says. An image comes up for each
  ///   face that it labels, in the order of ``Metadata/labels(of:)``, and once where there is none.
  ///   Labels without a person, where folders do not tell either, are passed over.
  public func walk(with metadata: Metadata? = nil) -> TreeWalk {
    TreeWalk(self, metadata)
  }
}

extension RawTree {
  /// Whether the root is the folder at `path` or lies in it, links resolved.
  public func lies(in path: String) -> Bool {
    guard let folder = try? FileSystem.resolve(Array(path.utf8)).path else { return false }
    return resolvedRoot.isInside(folder)
  }

  /// Whether creating a folder at `path`, and those above it that are missing, would touch this
  /// tree: whether one of them is the root or lies below it, links resolved.
  public func contains(_ path: String) -> Bool {
    guard let place = Place(path) else { return false }
    return (place.missing + [place.path]).contains { $0.isInside(resolvedRoot) }
  }
}

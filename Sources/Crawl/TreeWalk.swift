/// Walks a raw tree in the order of its paths' bytes, one folder in memory for each level.
///
/// Every file, link, device and unreadable folder comes up once, save that an image comes up for
/// each of its labelled faces; folders that can be listed do not come up themselves, and one that
/// cannot comes where its files would. Links to files and folders inside the tree are followed,
/// folders one link deep.
public struct TreeWalk: Sequence, IteratorProtocol {
  /// A folder whose entries are being handed out.
  private struct Level {
    let path: TreePath
    /// Whether a link led here, to this folder or to one that it lies in.
    let isLinked: Bool
    var listing: FolderListing
  }

  private let tree: RawTree
  private let metadata: Metadata?
  private var levels: [Level] = []
  private var pending: ArraySlice<TreeEntry> = []

  init(_ tree: RawTree, _ metadata: Metadata?) {
    self.tree = tree
    self.metadata = metadata
    enter(TreePath([]), resolved: tree.resolvedRoot, isLinked: false)
  }

  /// The next thing in the tree; nil past the last.
  public mutating func next() -> TreeEntry? {
    while true {
      if let entry = pending.popFirst() { return entry }
      guard let level = levels.indices.last else { return nil }
      guard let (name, target) = levels[level].listing.popFirst() else {
        levels.removeLast()
        continue
      }
      let path = levels[level].path.appending(name)
      switch target {
      case .file: pending = classify(path)[...]
      case .fault(let fault): return .other(path, fault)
      case .folder(let resolved, let isLink):
        enter(path, resolved: resolved, isLinked: levels[level].isLinked || isLink)
      }
    }
  }

  /// Lists a folder; one that cannot be listed becomes the next thing to hand out.
  private mutating func enter(_ path: TreePath, resolved: [UInt8], isLinked: Bool) {
    do {
      let listing = try FolderListing(resolved) { link in
        target(of: link, in: resolved, isLinked: isLinked)
      }
      levels.append(Level(path: path, isLinked: isLinked, listing: listing))
    } catch {
      pending = [.other(path, .folderUnreadable(error.code))]
    }
  }

  private func target(
    of link: [UInt8], in folder: [UInt8], isLinked: Bool
  ) -> FolderListing.Target {
    do {
      let (resolved, kind) = try FileSystem.resolve(link)
      guard resolved.isInside(tree.resolvedRoot) else { return .fault(.linkOutside) }
      switch kind {
      case .file: return .file
      case .special(let kind): return .fault(.special(kind))
      case .folder, .link:
        if folder.isInside(resolved) { return .fault(.linkLoop) }
        return isLinked ? .fault(.linkNested) : .folder(resolved: resolved, isLink: true)
      }
    } catch {
      return .fault(.linkBroken(error.code))
    }
  }

  private func classify(_ path: TreePath) -> [TreeEntry] {
    let layout = tree.layout
    if path == layout.names?.path {
      return [.other(path, .metadata("the list of identities' names"))]
    }
    if layout.metadata.contains(where: { $0.path == path }) {
      return [.other(path, .metadata("a list of what the images show"))]
    }
    if let leftOut = layout.leftOut.first(where: { $0.paths.matches(path) }) {
      return [.other(path, .leftOut(because: leftOut.reason))]
    }
    guard layout.images.matches(path) else {
      return [.other(path, .outsideLayout(template: layout.images.text))]
    }
    let images = images(path)
    return images.isEmpty ? [.other(path, unknownPerson)] : images.map { .image($0) }
  }

  /// A file's labelled faces, or all of it where there is none; nothing where nobody says who it
  /// shows. A face without a person is no more than a rival of those that have one.
  private func images(_ path: TreePath) -> [SourceImage] {
    let faces = metadata?.faces(of: path) ?? []
    let own = tree.layout.images.identity(of: path)
    if faces.isEmpty { return own.map { [SourceImage(path: path, identity: $0)] } ?? [] }
    return faces.compactMap { face in
      (face.identity ?? own).map { SourceImage(path: path, identity: $0, label: face.label) }
    }
  }

  private var unknownPerson: TreeFault {
    let lists = tree.layout.metadata.filter { $0.identity != nil }.map(\.path.text)
    return .notInMetadata(files: lists.joined(separator: ", "))
  }
}

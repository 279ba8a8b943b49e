/// A folder of photographs, walked in one fixed order. It is never written to.
public struct RawTree: Sendable {
  /// The root as it was given: what a file's path is appended to.
  public let root: [UInt8]
  /// The root with links resolved.
  let resolvedRoot: [UInt8]
  /// What this source is called in everything that is written: its folder's name.
  public let name: TreePath
  /// How the tree is laid out.
  public let layout: Layout

  /// Opens a raw tree.
  ///
  /// - Parameters:
  ///   - root: The path of its root, as bytes.
  ///   - layout: How it is laid out; nil to recognise it from its folders.
  /// - Throws: ``CrawlError/root(path:problem:)`` if the root is no folder that can be listed.
  public init(root: [UInt8], layout: Layout? = nil) throws(CrawlError) {
    let shown = TreePath(root).text
    let folders: [TreePath]
    do {
      let resolved = try FileSystem.resolve(root)
      guard case .folder = resolved.kind else {
        throw CrawlError.root(path: shown, problem: "not a folder")
      }
      resolvedRoot = resolved.path
      folders = try FileSystem.list(resolved.path).compactMap { entry in
        if case .folder = entry.kind { TreePath(entry.name) } else { nil }
      }
    } catch let error as CrawlError {
      throw error
    } catch {
      throw .root(
        path: shown,
        problem: (error as? FileSystem.Failure).map { systemMessage($0.code) } ?? "\(error)")
    }
    self.root = root
    name = TreePath(resolvedRoot).components.last.map { TreePath(Array($0)) } ?? TreePath([])
    if let layout {
      self.layout = layout
    } else if let recognised = try Layout.builtIn().first(where: { $0.recognises(folders: folders) }
    ) {
      self.layout = recognised
    } else {
      self.layout = try Layout.named("folders")
    }
  }

  /// The path that opens the file at `path` below the root.
  public func location(of path: TreePath) -> [UInt8] {
    root + [UInt8(ascii: "/")] + path.bytes
  }

  /// Everything in the tree, in the order of the paths' bytes.
  public func walk() -> TreeWalk {
    TreeWalk(self)
  }
}

extension RawTree {
  /// Whether the root is the folder at `path` or lies in it, links resolved.
  public func lies(in path: String) -> Bool {
    guard let folder = try? FileSystem.resolve(Array(path.utf8)).path else { return false }
    return resolvedRoot.isInside(folder)
  }

  /// Whether `path` is the root or lies below it, links resolved as far as the path exists.
  public func contains(_ path: String) -> Bool {
    var existing = Array(path.utf8)
    while true {
      if let resolved = try? FileSystem.resolve(existing).path {
        return resolved.isInside(resolvedRoot)
      }
      guard let slash = existing.lastIndex(of: UInt8(ascii: "/")) else {
        return (try? FileSystem.resolve([UInt8(ascii: ".")]).path.isInside(resolvedRoot)) ?? false
      }
      existing = slash == 0 ? [UInt8(ascii: "/")] : Array(existing[..<slash])
    }
  }
}

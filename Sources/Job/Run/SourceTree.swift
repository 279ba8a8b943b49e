import Crawl
import Shard

/// A raw tree of a run, with what its own lists say of it.
struct SourceTree: Sendable {
  let tree: RawTree
  /// Which of a photograph's faces is taken.
  let face: FaceChoice
  /// The identities' names, and the metadata.
  let lists: TreeLists
  /// Whether files are taken that are not those that the metadata tells of.
  let trustsFiles: Bool

  /// Reads a tree's lists.
  ///
  /// - Throws: ``JobError`` where they cannot be read for want of files or memory, or labelled faces
  ///   are asked for and there are no labels.
  init(
    _ tree: RawTree, settings: JobSettings, report: @escaping (JobEvent) -> Void
  ) throws(JobError) {
    self.tree = tree
    face = settings.face ?? tree.layout.face
    lists = try TreeLists(tree, report: report)
    trustsFiles = settings.trustsFiles
    let hasBoxes = tree.layout.metadata.contains { $0.box != nil }
    if face == .labelled && !(lists.hasMetadata && hasBoxes) {
      throw .noLabels(
        root: TreePath(tree.root).text, layout: tree.layout.name,
        files: tree.layout.metadata.filter { $0.box != nil }.map(\.path.text))
    }
  }

  /// What the tree is called.
  var name: String { tree.name.text }

  /// Everything in the tree, in the order of the paths' bytes and then of the faces' ids.
  var entries: some Sequence<DemandedEntry> { SourceEntries(self) }

  /// What a reader of dataset.json sees of the tree.
  var published: PublishedDataset.Source {
    PublishedDataset.Source(name: name, layout: tree.layout.name, face: face.rawValue)
  }

  /// What dataset.json says of the tree.
  var facts: JSONValue {
    [
      "name": .string(name), "layout": .string(tree.layout.name),
      "layout_sha256": .string(SHA256.hexadecimal(of: tree.layout.json)),
      "face": .string(face.rawValue),
      "names_sha256": JSONValue(lists.namesSHA256),
      "metadata": JSONValue(sorted: lists.metadataSHA256.mapValues(JSONValue.string)),
    ]
  }
}

/// Walks a source tree.
private struct SourceEntries: Sequence, IteratorProtocol {
  private let source: SourceTree
  private var walk: TreeWalk
  /// The faces of one photograph, last first.
  private var faces: [DemandedEntry] = []
  private var pending: TreeEntry?

  init(_ source: SourceTree) {
    self.source = source
    walk = source.tree.walk(with: source.lists.metadata)
    pending = walk.next()
  }

  mutating func next() -> DemandedEntry? {
    if faces.isEmpty { takePhotograph() }
    return faces.popLast()
  }

  /// Takes all faces of the next photograph: metadata has them in the order of its ids' values, and
  /// the catalog in that of their bytes.
  private mutating func takePhotograph() {
    guard let first = pending else { return }
    repeat {
      if let entry = pending { faces.append(demanded(entry)) }
      pending = walk.next()
    } while pending?.path == first.path
    faces.sort { $1.faceID.utf8.lexicographicallyPrecedes($0.faceID.utf8) }
  }

  private func demanded(_ entry: TreeEntry) -> DemandedEntry {
    switch entry {
    case .other(let path, let fault): return .other(path, fault)
    case .image(let image):
      if let demand = Demand(source.face, image.label, trustsFiles: source.trustsFiles) {
        return .image(image, demand)
      }
      return .other(
        image.path, .notInMetadata(files: source.lists.metadataFiles),
        faceID: image.label?.face ?? "")
    }
  }
}

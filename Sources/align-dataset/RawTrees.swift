import Crawl
import Foundation
import Options

/// The raw trees that a command line names, opened.
struct RawTrees {
  /// The trees, in the order given.
  let trees: [RawTree]

  /// Why trees cannot be opened as they were asked for: what is wrong and what to do.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  /// Opens them.
  ///
  /// - Throws: `CrawlError` where a tree or a layout's file cannot be read, and ``Refusal``.
  init(_ options: AlignOptions) throws {
    let raws = options.raws.map(RawArgument.init)
    let out = RawArgument(NamedArgument(options.out))
    if out.name != nil && RawArgument.isFolder(out.path) {
      throw Refusal(
        description: "\(TreePath(options.out).text): the last folder is the output, and this is"
          + " written like a raw tree with a name; add the output folder, or write ./ before it")
    }
    let layouts = try LayoutChoices(options, of: raws)
    var trees: [RawTree] = []
    for raw in raws { trees.append(try layouts.open(raw)) }
    let names = Set(trees.map(\.name))
    try layouts.checkNames(Array(names))
    try layouts.checkManifests(trees)
    self.trees = trees
  }
}

/// A raw tree as the command line names it.
private struct RawArgument {
  let name: TreePath?
  let path: [UInt8]

  /// A folder that is there under the whole argument has no other name, though it holds an equals
  /// sign.
  init(_ argument: NamedArgument) {
    let isFolder = Self.isFolder(argument.whole)
    name = isFolder ? nil : argument.name.map { TreePath($0) }
    path = isFolder ? argument.whole : argument.value
  }

  static func isFolder(_ path: [UInt8]) -> Bool {
    var status = stat()
    return stat(path.map(CChar.init(bitPattern:)) + [0], &status) == 0
      && status.st_mode & S_IFMT == S_IFDIR
  }
}

/// Which layouts a command line asks for.
private struct LayoutChoices {
  /// The layouts for trees of a name.
  private var named: [TreePath: Layout?] = [:]
  /// The layout for all other trees; nil where it is to be recognised.
  private var general: Layout?
  private let isOfSeveral: Bool
  /// Files' layouts that are for the trees that they recognise, and the files.
  private var recognisable: [(file: String, layout: Layout)] = []

  init(_ options: AlignOptions, of raws: [RawArgument]) throws {
    isOfSeveral = raws.count > 1
    for argument in options.layouts {
      try add(try Self.builtIn(argument.value), for: argument, "--layout")
    }
    for argument in options.manifests {
      let file = TreePath(argument.value).text
      let layout = try Self.read(argument.value)
      if argument.name == nil && raws.count > 1 {
        recognisable.append((file, layout))
      } else if argument.name == nil && general != nil {
        throw RawTrees.Refusal(
          description: "\(file): --layout or another --manifest says how the raw trees are laid out"
            + " already; give one of them, or NAME=FILE for the tree of that name")
      } else {
        try add(layout, for: argument, "--manifest")
      }
    }
  }

  private mutating func add(
    _ layout: Layout?, for argument: NamedArgument, _ option: String
  ) throws {
    guard let name = argument.name.map({ TreePath($0) }) else {
      // Of one option the last one counts.
      general = layout
      return
    }
    if named.updateValue(layout, forKey: name) != nil {
      throw RawTrees.Refusal(
        description: "\(option): the layout of '\(name.text)' was given already; give it once")
    }
  }

  private static func builtIn(_ name: [UInt8]) throws -> Layout? {
    let name = String(decoding: name, as: UTF8.self)
    return name == LayoutName.auto.rawValue ? nil : try Layout.named(name)
  }

  private static func read(_ path: [UInt8]) throws -> Layout {
    let bytes = try SmallFile(path, what: "the manifest").bytes
    return try Layout(json: bytes, source: TreePath(path).text)
  }

  func open(_ raw: RawArgument) throws -> RawTree {
    let tree = try RawTree(
      root: raw.path, layout: general, layouts: recognisable.map(\.layout), name: raw.name)
    guard let own = named[tree.name] else {
      try checkGeneral(tree)
      return tree
    }
    return try RawTree(
      root: raw.path, layout: own, layouts: recognisable.map(\.layout), name: raw.name)
  }

  /// A layout that is meant for one of several trees, and given without its name, would be taken for
  /// all.
  private func checkGeneral(_ tree: RawTree) throws {
    guard let general, isOfSeveral else { return }
    let own = try RawTree(root: tree.root, name: tree.name).layout
    if own.name == general.name || own.name == LayoutName.folders.rawValue { return }
    throw RawTrees.Refusal(
      description: "\(TreePath(tree.root).text): is recognised as \(own.name), and --layout or"
        + " --manifest says \(general.name) of all raw trees; give it for one of them as"
        + " NAME=\(general.name), or \(tree.name.text)=\(general.name) if this one is meant too")
  }

  /// A layout that is given for a tree that is not there is most likely a slip.
  func checkNames(_ names: [TreePath]) throws {
    let known = names.sorted().map { "'\($0.text)'" }.joined(separator: ", ")
    for name in named.keys.sorted() where !names.contains(name) {
      throw RawTrees.Refusal(
        description: "--layout or --manifest: no raw tree is called '\(name.text)'; the names are"
          + " \(known)")
    }
  }

  /// A file that is the layout of no tree would be passed over without a word.
  func checkManifests(_ trees: [RawTree]) throws {
    for (file, layout) in recognisable where !trees.contains(where: { $0.layout == layout }) {
      throw RawTrees.Refusal(
        description:
          "\(file): none of the raw trees is recognised as of this layout; say which one is"
          + " as --manifest NAME=\(file)")
    }
  }
}
